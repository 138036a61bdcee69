"""What lies on the desk of the demo: calls without a case, answers to what is often asked, the developer's people."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from shouwen.areas.answers import api as answers
from shouwen.areas.answers.schemas import StoredAnswerIn
from shouwen.areas.cases import api as cases
from shouwen.areas.cases import warranty_api
from shouwen.areas.cases.bodies import RegisterIn
from shouwen.areas.cases.warranty_schemas import PartyIn
from shouwen.core.access.actor import Actor
from shouwen.core.work import Work
from shouwen.demo.village import Place, described, span

_LONG_AGO: Final = timedelta(days=60)


class DeskBook:
    """Writes them for one community, by the endpoints that do so every day."""

    def __init__(self, work: Work, place: Place, actors: dict[str, Actor]) -> None:
        self._work = work
        self._place = place
        self._actors = actors
        self._said = described("desk")

    def know_party(self) -> UUID:
        """Somebody of the developer's, whom defects are dispatched to."""
        body = PartyIn.model_validate({"community_id": self._place.id, **self._said["party"]})
        party = self._act(
            "manager", self._work.now - _LONG_AGO, lambda work: warranty_api.add_outside_party(work, body)
        )
        return UUID(str(party.id))

    def write_answers(self) -> None:
        """What is often asked, and what is answered."""
        for one in self._said["answers"]:
            body = StoredAnswerIn.model_validate({"community_id": self._place.id, **one})
            self._act("manager", self._work.now - _LONG_AGO, lambda work, body=body: answers.add_answer(work, body))

    def register_calls(self) -> None:
        """Calls of today that became no case."""
        for one in self._said["contacts"]:
            said = {key: value for key, value in one.items() if key not in {"ago", "by"}}
            body = RegisterIn.model_validate({"community_id": self._place.id, **said})
            at = self._work.now - span(one["ago"])
            self._act(one["by"], at, lambda work, body=body: cases.register_contact(work, body))

    def _act(self, persona: str, at: datetime, deed: Callable[..., Any]) -> Any:
        work = Work(house=self._work.house, session=self._work.session, actor=self._actors[persona], now=at)
        done = deed(work)
        work.write_journal()
        return done
