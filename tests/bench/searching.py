"""A community of very many residents, and somebody at the desk who looks them up by all that callers say."""

from __future__ import annotations

import itertools
import random
import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from time import perf_counter
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.people.models import Membership, Resident, ResidentKey
from shouwen.core.people.naming import name_keys
from shouwen.core.people.phones import phone_columns
from shouwen.core.places.models import Building, Community, Household, Unit, Zone
from shouwen.core.places.rules import natural_key
from shouwen.house import opened
from shouwen.kit.db import COMPANY_SCOPE, Base
from shouwen.kit.ids import new_id
from shouwen.settings import load_settings
from tests.bench.sides import WentWrong
from tests.proof.ground import Plot
from tests.proof.people import API, Desk

_SURNAMES: Final = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭肖蔡潘田董袁于余叶蒋杜苏魏程"
_GIVEN: Final = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂兰英华玉萍红建文志国海燕春梅丹雪慧莹晨宇浩然子涵欣怡梓轩"
_AT_ONCE: Final = 5_000
_PER_HOME: Final = 3
_DOORS: Final = 200  # units of a building
_ASKED: Final = 200  # questions of each kind, of people spread over the whole community


@dataclass(frozen=True)
class Known:
    """What somebody may say of one resident."""

    name: str
    phone: str
    unit: str


def settle(plot: Plot, count: int) -> list[Known]:
    """Residents with phones, three to a home, in the first community. Answers some of them, spread evenly."""
    chance = random.Random(20261128)
    settings = load_settings(mode="development", database_url=plot.url, data_dir=plot.folder)
    known: list[Known] = []
    with opened(settings) as house:
        with house.db.read(COMPANY_SCOPE) as session:
            here = session.scalars(sa.select(Community.id).order_by(Community.created_at, Community.id)).first()
            zone = session.scalars(sa.select(Zone.id).where(Zone.community_id == here).order_by(Zone.id)).first()
        assert here is not None
        assert zone is not None
        rows = _rows(chance, here, zone, count, known)
        since = house.clock.now() - timedelta(days=365)
        for batch in iter(lambda: list(itertools.islice(rows, _AT_ONCE)), []):
            with house.db.write(COMPANY_SCOPE) as session:
                for model in (Building, Unit, Household, Resident, ResidentKey, Membership):
                    _store(session, model, [dict(row, **_since(model, since)) for kind, row in batch if kind is model])
        with house.db.write(COMPANY_SCOPE) as session:
            session.execute(sa.text("ANALYZE"))
    return known[:: max(1, len(known) // _ASKED)]


def _since(model: type[Base], since: Any) -> dict[str, Any]:
    return {"since": since} if model in {Household, Membership} else {}


def _store(session: Any, model: type[Base], rows: list[dict[str, Any]]) -> None:
    if rows:
        session.execute(sa.insert(model), rows)


def _rows(
    chance: random.Random, here: UUID, zone: UUID, count: int, known: list[Known]
) -> Iterator[tuple[type[Base], dict[str, Any]]]:
    """The rows of all of it, what is referred to before what refers to it."""
    building = household = new_id()
    label = ""
    for number in range(count):
        home, member = divmod(number, _PER_HOME)
        block, door = 100 + home // _DOORS, home % _DOORS
        if member == 0 and door == 0:
            building = new_id()
            name = f"{block}栋"
            yield (
                Building,
                {"community_id": here, "id": building, "zone_id": zone, "name": name, "name_key": natural_key(name)},
            )
        if member == 0:
            unit, household = new_id(), new_id()
            name = f"{1 + door // 4}{1 + door % 4:02}"
            label = f"{block}-1-{name}"
            place = {"community_id": here, "id": unit, "building_id": building, "zone_id": zone, "kind": "residential"}
            yield Unit, {**place, "name": name, "label": label, "label_key": natural_key(label)}
            yield Household, {"community_id": here, "id": household, "unit_id": unit, "kind": "owner"}
        resident = new_id()
        name = chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=chance.choice((1, 2, 2))))
        phone = f"192{number:08}"
        yield Resident, {"community_id": here, "id": resident, "name": name, **phone_columns(phone)}
        for key in sorted(name_keys(name)):
            yield ResidentKey, {"community_id": here, "resident_id": resident, "key": key}
        belonging = {"community_id": here, "id": new_id(), "household_id": household, "resident_id": resident}
        yield Membership, {**belonging, "relation": "owner" if member == 0 else "family", "is_adult": True}
        known.append(Known(name, phone, label))


@dataclass
class Asking:
    """One person who asks one question after another; the time each took is kept by kind."""

    desk: Desk
    questions: dict[str, list[str]]
    taken_s: dict[str, list[float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._round = itertools.cycle(
            [(kind, path) for asked in zip(*self.questions.values(), strict=True) for kind, path in self._named(asked)]
        )

    def _named(self, asked: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        return zip(self.questions, asked, strict=True)

    def go(self, seconds: float) -> float:
        began, done = perf_counter(), 0
        while perf_counter() - began < seconds:
            kind, path = next(self._round)
            before = perf_counter()
            answer = self.desk.caller.get(path)
            self.taken_s.setdefault(kind, []).append(perf_counter() - before)
            if answer.status != 200 or ("data" in answer.json() and not answer.json()["data"]):
                raise WentWrong(f"GET {path}: {answer.status}, {answer.text[:200]}")
            done += 1
        return done / (perf_counter() - began)

    def told(self) -> dict[str, float]:
        """Of each kind the median, and the 95th of a hundred of all, in milliseconds."""
        medians = {f"{kind}_ms": statistics.median(taken) * 1000 for kind, taken in self.taken_s.items()}
        every = sorted(itertools.chain(*self.taken_s.values()))
        return {**medians, "p95_ms": every[int(len(every) * 0.95)] * 1000, "worst_ms": every[-1] * 1000}


def searching(desk: Desk, known: list[Known]) -> Asking:
    """By name and its beginning, initials, phone and its last digits, and where they live."""
    spoken = {
        "name": [one.name for one in known],
        "begins": [one.name[:2] for one in known],
        "surname": [one.name[:1] for one in known],
        "initials": [min((key for key in name_keys(one.name) if key.isascii()), key=len) for one in known],
        "phone": [one.phone for one in known],
        "last4": [one.phone[-4:] for one in known],
        "unit": [one.unit for one in known],
    }
    return Asking(desk, {kind: [f"{API}/search?q={quote(q)}" for q in said] for kind, said in spoken.items()})


def listing(desk: Desk, known: list[Known]) -> Asking:
    """The same questions, asked of the list of residents."""
    asked = searching(desk, known)
    paths = {kind: [path.replace("/search?", "/residents?") for path in said] for kind, said in asked.questions.items()}
    return Asking(desk, paths)
