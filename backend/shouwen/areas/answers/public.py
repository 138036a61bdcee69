"""What the answer base tells outside: that something about an answer changed. Words stay inside."""

from functools import partial

from shouwen.core.announcements import announce

_tell = partial(announce, needs="answers.manage")

_tell("answers.added", "answer_id")
_tell("answers.changed", "answer_id")
_tell("answers.reviewed", "answer_id")
_tell("answers.retired", "answer_id")
