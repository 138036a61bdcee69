"""A town where things are finished and called back about, and the short words for it."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx

from shouwen.areas.callbacks.schedules import cut_draws
from shouwen.core.standards.service import override
from shouwen.rooms import furniture
from tests.support.api import Api, Caller, Town

GOOD = {
    "method": "phone",
    "quality": "good",
    "effect": "good",
    "satisfaction": "good",
    "attitude": "good",
    "irregular_charge": False,
}


@dataclass
class Desk:
    """Who hears and does the work, two of the desk who may call, and who reviews."""

    api: Api
    town: Town
    handler: Caller
    callers: list[Caller]
    supervisor: Caller
    manager: Caller

    @classmethod
    def open(cls, api: Api) -> Desk:
        furniture("reactions")  # the loops would have called them in
        town = api.town()
        callers = [api.staff("duty_butler", town) for _ in range(2)]
        for one in callers:
            api.put_on_post(one, town, town.reception)
        handler = api.staff("duty_butler", town)
        return cls(api, town, handler, callers, api.staff("supervisor", town), api.staff("manager", town))

    def finish(self, *, kind: str = "repair", enrol: bool = True, **more: Any) -> dict[str, Any]:
        """Something heard and finished, and enrolled."""
        case = self.api.hear(self.handler, self.town, kind=kind, answered={"result": "已处理"}, **more)
        if enrol:
            self.settle_down()
        return case

    def settle_down(self) -> None:
        """The journal is sealed and what follows from it is done."""
        self.api.seal()
        self.api.do_jobs()

    def cut(self, *, hours: float = 1) -> None:
        """An hour later, what the clock does."""
        self.api.clock.advance(hours=hours)
        with self.api.work() as work:
            cut_draws(work)

    def rate(self, key: str, bp: int) -> None:
        with self.api.work() as work:
            override(work, self.town.id, key, bp, None, None, "试行")
        self.api.clock.advance(seconds=1)

    # ------------------------------------------------------------ over HTTP

    def callbacks(self, **params: Any) -> list[dict[str, Any]]:
        asked = {"community_id": str(self.town.id), "limit": "100"} | params
        return self._data("/callbacks", asked)

    def draws(self, **params: Any) -> list[dict[str, Any]]:
        return self._data("/callback-draws", {"community_id": str(self.town.id)} | params)

    def draw(self, **params: Any) -> dict[str, Any]:
        [found] = self.draws(**params)
        answer = self.api.get(f"/callback-draws/{found['id']}", self.supervisor)
        assert answer.status_code == 200, answer.text
        draw: dict[str, Any] = answer.json()
        return draw

    def rows(self, draw: dict[str, Any]) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        cursor: dict[str, str] = {}
        while True:
            page = self.api.get(f"/callback-draws/{draw['id']}/rows", self.supervisor, params=cursor).json()
            rows += page["data"]
            if not page["has_more"]:
                return rows
            cursor = {"cursor": page["next_cursor"]}

    def say(self, who: Caller, callback: dict[str, Any], verb: str, **body: Any) -> httpx.Response:
        return self.api.post(f"/callbacks/{callback['id']}/{verb}", who, body)

    def caller_of(self, callback: dict[str, Any]) -> Caller:
        return next(one for one in self.everybody if str(one.id) == callback["caller"]["id"])

    @property
    def everybody(self) -> list[Caller]:
        return [self.handler, *self.callers, self.supervisor, self.manager]

    def drawn(self, *, kind: str = "complaint", **more: Any) -> dict[str, Any]:
        """A complaint finished and drawn (all of them are): its callback, to be made now."""
        case = self.finish(kind=kind, **more)
        self.cut()
        [callback] = self.callbacks(subject_id=case["id"])
        return callback

    def answered(self, callback: dict[str, Any], **more: Any) -> httpx.Response:
        """A call that is answered, and what was said."""
        who = self.caller_of(callback)
        made = self.say(who, callback, "attempt", outcome="answered")
        assert made.status_code == 200, made.text
        return self.say(who, callback, "record", **(GOOD | more))

    def _data(self, path: str, params: dict[str, Any]) -> list[dict[str, Any]]:
        answer = self.api.get(path, self.supervisor, params=params)
        assert answer.status_code == 200, answer.text
        data: list[dict[str, Any]] = answer.json()["data"]
        return data


def verifier() -> ModuleType:
    """`docs/verify_draw.py`, as an outsider would run it."""
    path = Path(__file__).parents[3] / "docs" / "verify_draw.py"
    spec = importlib.util.spec_from_file_location("verify_draw", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
