"""Each hour every running draw is cut."""

from datetime import timedelta

import sqlalchemy as sa

from shouwen.areas.callbacks.cutting import cut_draw
from shouwen.areas.callbacks.models import Draw
from shouwen.core.jobs.registry import registry
from shouwen.core.work import Work


@registry.every(timedelta(hours=1), "callbacks.cut")
def cut_draws(work: Work) -> None:
    """Those that are not settled, whatever month they are of. A complaint's visits are drawn after its call was."""
    running = sa.select(Draw).where(Draw.settled_at.is_(None)).order_by(Draw.programme.desc(), Draw.id)
    for draw in work.session.scalars(running.with_for_update()).all():
        cut_draw(work, draw)
