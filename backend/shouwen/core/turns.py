"""Several acts in one request, each in a transaction of its own (api: bulk): one refused leaves the others standing."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

from shouwen.core.access.actor import Actor
from shouwen.core.idempotency.service import Answer, InProgress, Key, keep, reserve
from shouwen.core.work import Work
from shouwen.kit.failures import log_failure, problem_of
from shouwen.kit.problem import Problem, Unavailable
from shouwen.kit.schema import ProblemOut
from shouwen.kit.ticket_lock import LockTimeoutError

Looked = TypeVar("Looked")
_DONE = Answer(200, {}, b"")


class Turns:
    """The hands of a request that acts on many things, one after the other."""

    def __init__(self, work: Work, key: Key | None) -> None:
        self._work = work
        self._key = key

    @property
    def actor(self) -> Actor:
        """Who acts."""
        return self._work.actor

    def look(self, ask: Callable[[Work], Looked]) -> Looked:
        """Reads what all turns need, before the first."""
        return ask(self._work)

    def take(self, name: str, version: int, act: Callable[[Work], object]) -> Problem | None:
        """One act, committed before the next begins. Answers why it was refused, if it was.

        `name` tells the turns of a request apart, so that the same request sent again does nothing twice.
        """
        try:
            with self._work.house.db.write(self.actor.scope) as session:
                self._once(self._work.anew(session, version), name, act)
        except LockTimeoutError:
            return InProgress() if self._key else Unavailable()
        except (Problem, SQLAlchemyError) as error:
            problem = problem_of(error)
            log_failure(error, problem)
            return problem
        return None

    def told(self, problem: Problem, instance: str) -> ProblemOut:
        """The problem as the caller would have met it alone."""
        body = problem.to_body(self._work.lang, instance, self._work.request_id or "")
        return ProblemOut.model_validate(body)

    def _once(self, work: Work, name: str, act: Callable[[Work], object]) -> None:
        key = replace(self._key, route=f"{self._key.route} {name}") if self._key else None
        if key and reserve(work.session, key, work.now):
            return
        act(work)
        if not work.journalled:
            raise RuntimeError(f"the turn of {name} changed something without a word in the journal")
        work.write_journal()
        if key:
            keep(work.session, key, _DONE)
