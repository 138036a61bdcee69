"""No request stays without an answer: after its time it is 503, and what it was about to commit is not committed.

The work itself may hang in a thread, on a frozen database, and cannot be stopped from here. So the answer does not wait
for it, and `may_commit` settles the race between the two: either the work takes the right to commit first, and the
answer waits a little longer for it; or the deadline passes first, and the work has to give up.
"""

import asyncio
import threading
from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any, Final

import structlog
from starlette.types import ASGIApp, Receive, Scope, Send

from shouwen.kit.http.reply import Reply, lies_under, send_problem
from shouwen.kit.problem import Unavailable

# For a commit that has begun before the time was up. Together with the deadline it stays below 8 seconds.
GRACE_S: Final = 1.5


class TimedOut(Unavailable):
    """The request took longer than a request may."""

    code = "house.timed_out"
    zh = "处理超时，未作更改，请稍后重试"
    en = "This took too long and nothing was changed; please try again shortly"


class OutcomeUnknown(Unavailable):
    """The change was being committed when the time was up."""

    code = "house.outcome_unknown"
    zh = "处理超时，结果未知；请核实，或使用同一 Idempotency-Key 重试"
    en = "This took too long and its outcome is unknown; check, or repeat it with the same Idempotency-Key"


class RequestDeadline:
    """Whether a request may still commit. One of `begin_commit` and `expire` succeeds, whichever comes first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._committing = False
        self.expired = False

    def begin_commit(self) -> bool:
        with self._lock:
            self._committing = not self.expired
            return self._committing

    def expire(self) -> bool:
        with self._lock:
            self.expired = not self._committing
            return self.expired


def may_commit(state: MutableMapping[str, Any]) -> bool:
    """To be asked once, right before the commit, with `scope["state"]`; after False the transaction must roll back."""
    deadline = state.get("deadline")
    return not isinstance(deadline, RequestDeadline) or deadline.begin_commit()


class Deadline:
    """503 with Retry-After when no reply has begun after `seconds`.

    `longer` gives other times to paths and all below them (uploads); `without` names those that have none (streams).
    A reply that has begun is never cut off.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        seconds: float = 6,
        longer: Mapping[str, float] | None = None,
        without: Iterable[str] = (),
    ) -> None:
        self.app = app
        self._seconds = seconds
        self._longer = dict(longer or {})
        self._without = tuple(without)
        self._left_behind: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or lies_under(scope["path"], self._without):
            await self.app(scope, receive, send)
            return
        deadline = scope.setdefault("state", {})["deadline"] = RequestDeadline()
        reply = Reply(send)
        task = asyncio.ensure_future(_run(self.app, scope, receive, reply.send))
        try:
            problem = await self._wait(scope, task, reply, deadline)
        except asyncio.CancelledError:
            task.cancel()
            raise
        if problem is None:
            await task
            return
        reply.closed = True
        self._leave_behind(scope, task)
        await send_problem(scope, send, problem)

    async def _wait(
        self, scope: Scope, task: asyncio.Task[None], reply: Reply, deadline: RequestDeadline
    ) -> Unavailable | None:
        """None when the application answers in time, else the problem to answer with."""
        await asyncio.wait({task}, timeout=self._seconds_for(scope["path"]))
        if task.done() or reply.began:
            return None
        if deadline.expire():
            scope["state"]["expired"] = True
            return TimedOut()
        await asyncio.wait({task}, timeout=GRACE_S)
        return None if task.done() or reply.began else OutcomeUnknown()

    def _seconds_for(self, path: str) -> float:
        return max(self._seconds, *(time for place, time in self._longer.items() if lies_under(path, [place])), 0)

    def _leave_behind(self, scope: Scope, task: asyncio.Task[None]) -> None:
        """Lets the work end by itself, and its outcome be heard by the log alone.

        It is not cancelled: that would give its thread's place to others while the thread is still busy.
        """
        log = structlog.get_logger("shouwen.deadline")
        log.warning("timed_out", method=scope["method"], left_behind=len(self._left_behind) + 1)
        self._left_behind.add(task)
        task.add_done_callback(self._left_behind.discard)
        task.add_done_callback(_heard)


async def _run(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    await app(scope, receive, send)


def _heard(task: asyncio.Task[None]) -> None:
    error = None if task.cancelled() else task.exception()
    if error is not None:
        structlog.get_logger("shouwen.deadline").warning("ended_late", kind=type(error).__name__)
