"""Each hour every running draw is cut, and quarters begin, are gathered up and have been kept."""

from datetime import timedelta

import sqlalchemy as sa

from shouwen.areas.callbacks.cutting import cut_draw
from shouwen.areas.callbacks.models import Draw
from shouwen.areas.callbacks.quarters import gather_up, keep_filed, open_quarters
from shouwen.areas.callbacks.rules import Programme
from shouwen.core.jobs.registry import registry
from shouwen.core.work import Work


@registry.every(timedelta(hours=1), "callbacks.cut")
def cut_draws(work: Work) -> None:
    """Those that are not settled, whatever month they are of.

    Visits come after the complaints they are drawn from, whose cut may have opened their draw only now: nobody shall
    be called before it is known whether they are visited.
    """
    for programme in (Programme.VERIFY, Programme.HOME_VISIT, Programme.COURTESY):
        running = sa.select(Draw).where(Draw.settled_at.is_(None), Draw.programme == programme).order_by(Draw.id)
        for draw in work.session.scalars(running.with_for_update()).all():
            cut_draw(work, draw)


@registry.every(timedelta(hours=1), "callbacks.quarters")
def keep_quarters(work: Work) -> None:
    """The promise to file a quarter exists before it falls due; what came up again in one that is over is gathered."""
    open_quarters(work)
    gather_up(work)
    keep_filed(work)
