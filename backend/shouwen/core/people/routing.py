"""The routing table: to which post what kind of matter goes, and who would get it now (FR-03)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.lists import Page, Rows, Sorting, any_of, find_page, get_row
from shouwen.core.people.authority import READ, hold_chart, name_community, take_in_hand
from shouwen.core.people.chart import Chosen, Step, choose, for_post, in_charge
from shouwen.core.people.chart_schemas import ResolvedOut, ResolveParams, RouteIn, RouteOut, RouteParams, StepOut
from shouwen.core.people.charting import chart_at
from shouwen.core.people.models import Post, Route
from shouwen.core.people.problems import ClassUnknown, KindUnknown, NobodyToAnswer, RouteTaken
from shouwen.core.people.queries import find_route, names_of, reception_of
from shouwen.core.people.rules import Matter, StepOutcome
from shouwen.core.places.models import Zone
from shouwen.core.places.queries import begins_with, in_communities
from shouwen.core.references import UnknownReference, refer
from shouwen.core.work import Work
from shouwen.kit.ids import new_id
from shouwen.kit.paging import SortKey
from shouwen.kit.problem import NotFound

_SORTING: Final = Sorting({"kind": SortKey(Route.kind, str)}, SortKey(Route.id, UUID), "kind")
_KINDS: Final[set[str]] = set()
_CLASSES: Final[dict[str, set[str]]] = {}


def routable(kinds: Iterable[str], classes: Mapping[str, Iterable[str]]) -> None:
    """Says which kinds of matters there are to be routed, and by which classes. A room says so when it is loaded."""
    _KINDS.update(str(kind) for kind in kinds)
    _CLASSES.update({str(kind): {str(one) for one in each} for kind, each in classes.items()})


def add_route(work: Work, body: RouteIn) -> UUID:
    """A line of the table. Raises UnknownReference, KindUnknown, ClassUnknown, RouteTaken."""
    name_community(work, body.community_id)
    if _KINDS and body.kind not in _KINDS:
        raise KindUnknown.at("/kind")
    if body.complaint_class is not None and body.complaint_class not in _CLASSES.get(body.kind, ()):
        raise ClassUnknown.at("/complaint_class")
    hold_chart(work, body.community_id)
    refer(work, Zone, body.community_id, body.zone_id, "/zone_id")
    refer(work, Post, body.community_id, body.post_id, "/post_id")
    _check_free(work, body)
    route = Route(
        community_id=body.community_id,
        id=new_id(),
        kind=body.kind,
        category=body.category,
        complaint_class=body.complaint_class,
        zone_id=body.zone_id,
        post_id=body.post_id,
    )
    work.session.add(route)
    work.session.flush()
    _tell(work, "people.route_added", route)
    return route.id


def remove_route(work: Work, route_id: UUID) -> None:
    """Takes a line away; what it sent somewhere stays there. Raises NotFound, Forbidden."""
    route = take_in_hand(work, Route, route_id)
    _tell(work, "people.route_removed", route)
    work.session.delete(route)


def list_routes(work: Work, params: RouteParams) -> Page[RouteOut]:
    """The routing tables of the communities in reach, by kind. One statement."""
    rows = _routes(work).where(
        any_of(Route.community_id, params.community_id),
        any_of(Route.post_id, params.post_id),
        any_of(Route.zone_id, params.zone_id),
        any_of(Route.kind, params.kind),
    )
    if params.q is not None:
        rows = rows.where(begins_with(Route.kind, params.q))
    found = find_page(work, rows, params, _SORTING)
    return found.page([_route(row) for row in found.rows])


def get_route(work: Work, route_id: UUID) -> RouteOut:
    return _route(get_row(work, _routes(work).where(Route.id == route_id)))


def resolve_route(work: Work, params: ResolveParams) -> ResolvedOut:
    """Who would get such a matter now, and why; without a route it goes to reception.

    Raises NotFound, UnknownReference, NobodyToAnswer.
    """
    if not work.actor.may(READ, params.community_id):
        raise NotFound
    refer_to_zone = work.session.scalar(
        sa.select(Zone.id).where(Zone.community_id == params.community_id, Zone.id == params.zone_id)
    )
    if params.zone_id is not None and refer_to_zone is None:
        raise UnknownReference.at("query:zone_id")
    matter = Matter(params.kind, params.category, params.complaint_class, params.zone_id)
    return resolve_matter(work, params.community_id, matter)


def resolve_matter(work: Work, community_id: UUID, matter: Matter) -> ResolvedOut:
    """Who would get it now, whoever asks. Raises NobodyToAnswer."""
    route = find_route(work.session, community_id, matter)
    post_id = route.post_id if route else reception_of(work.session, community_id)
    chart = chart_at(work.session, community_id, work.now)
    steps = list(in_charge(chart) if post_id is None else for_post(chart, post_id))
    chosen = choose(chart, steps)
    if chosen is None:
        raise NobodyToAnswer
    named = _Names(work, community_id, steps, post_id)
    return {
        "route": _route(get_row(work, _rows().where(Route.id == route.id))) if route else None,
        "post": named.post(post_id),
        "staff": {"id": chosen.staff_id, "name": named.people[chosen.staff_id]},
        "way": chosen.way,
        "steps": [named.step(step, chosen) for step in _until(steps, chosen)],
    }


class _Names:
    """The names of whom and what the steps led past. Two statements."""

    def __init__(self, work: Work, community_id: UUID, steps: Sequence[Step], post_id: UUID | None) -> None:
        wanted = {step.post_id for step in steps} | {post_id}
        rows = sa.select(Post.id, Post.name).where(Post.community_id == community_id, Post.id.in_(wanted - {None}))
        self.posts = {row.id: row.name for row in work.session.execute(rows)}
        self.people = names_of(work.session, [step.staff_id for step in steps])

    def post(self, id: UUID | None) -> Any:
        return {"id": id, "name": self.posts[id]} if id else None

    def step(self, step: Step, chosen: Chosen) -> StepOut:
        if step.staff_id is None:
            outcome = StepOutcome.VACANT
        else:
            outcome = StepOutcome.ANSWERS if step == Step(*chosen) else StepOutcome.AWAY
        staff = {"id": step.staff_id, "name": self.people[step.staff_id]} if step.staff_id else None
        return {"way": step.way, "post": self.post(step.post_id), "staff": staff, "outcome": outcome}  # type: ignore[typeddict-item]


def _until(steps: Sequence[Step], chosen: Chosen) -> Sequence[Step]:
    """The steps up to the answer."""
    return steps[: steps.index(Step(*chosen)) + 1]


def _check_free(work: Work, body: RouteIn) -> None:
    same = (
        sa.select(Post.name)
        .join(Route, sa.and_(Route.community_id == Post.community_id, Route.post_id == Post.id))
        .where(
            Route.community_id == body.community_id,
            Route.kind == body.kind,
            Route.category.is_not_distinct_from(body.category),
            Route.complaint_class.is_not_distinct_from(body.complaint_class),
            Route.zone_id.is_not_distinct_from(body.zone_id),
        )
    )
    post = work.session.scalar(same)
    if post is not None:
        raise RouteTaken(post=post)


def _routes(work: Work) -> Rows:
    return _rows().where(in_communities(work, READ, Route.community_id))


def _rows() -> Rows:
    return (
        sa.select(
            Route.id,
            Route.community_id,
            Route.kind,
            Route.category,
            Route.complaint_class,
            Zone.id.label("zone_id"),
            Zone.name.label("zone_name"),
            Post.id.label("post_id"),
            Post.name.label("post_name"),
        )
        .join(Post, sa.and_(Post.community_id == Route.community_id, Post.id == Route.post_id))
        .outerjoin(Zone, sa.and_(Zone.community_id == Route.community_id, Zone.id == Route.zone_id))
    )


def _route(row: dict[str, Any]) -> RouteOut:
    return {
        "id": row["id"],
        "community_id": row["community_id"],
        "kind": row["kind"],
        "category": row["category"],
        "complaint_class": row["complaint_class"],
        "zone": {"id": row["zone_id"], "name": row["zone_name"]} if row["zone_id"] else None,
        "post": {"id": row["post_id"], "name": row["post_name"]},
    }


def _tell(work: Work, event: str, route: Route) -> None:
    work.emit(
        event,
        community_id=route.community_id,
        route_id=route.id,
        kind=route.kind,
        zone_id=route.zone_id,
        post_id=route.post_id,
    )
