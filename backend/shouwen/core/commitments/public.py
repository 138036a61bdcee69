"""What commitments tell outside: of promises about what the caller sees, as on their list."""

from functools import partial

from shouwen.core.announcements import announce
from shouwen.core.commitments.queries import SEEN_WITH

_tell = partial(announce, needs="commitments.read", seen_with=SEEN_WITH)

_tell("commitments.made", "commitment_id", "key", "due_at", "round")
_tell("commitments.warned", "commitment_id", "key", "due_at")
_tell("commitments.fell_due", "commitment_id", "key", "due_at")
_tell("commitments.escalated", "commitment_id", "key", "due_at")
_tell("commitments.rederived", "commitment_id", "key", "due_before", "due_after", "before", "after")
for _judged in ("kept", "late", "missed", "waived", "excused", "excuse_requested", "excuse_refused"):
    _tell(f"commitments.{_judged}", "commitment_id", "key", "before", "after", "reason")
