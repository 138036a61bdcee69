"""What callbacks tell outside, and how other rooms put what they finished into the draw."""

from functools import partial

from shouwen.areas.callbacks.draw import Obstacle
from shouwen.areas.callbacks.enrolment import Enrolling, enrol
from shouwen.areas.callbacks.rules import CallbackKind, Programme
from shouwen.core.announcements import announce

__all__ = ["CallbackKind", "Enrolling", "Obstacle", "Programme", "enrol"]

_tell = partial(announce, needs="callbacks.read", seen_with="callbacks.read")
_publish = partial(announce, needs="callbacks.audit")

_publish("callbacks.draw_opened", "draw_id", "programme", "kind", "month", "commit")
_publish("callbacks.cut", "draw_id", "no", "hash", "drawn", "gone", "short")
_publish("callbacks.fell_short", "draw_id", "missing")
_publish("callbacks.draw_settled", "draw_id")
_tell("callbacks.enrolled", "draw_id", "seq", "programme", "rate_bp", "reason")
_tell("callbacks.left_draw", "draw_id", "seq", "outcome")
_tell("callbacks.drawn", "callback_id", "draw_id", "seq", "caller_id")
_tell("callbacks.visit_drawn", "callback_id", "draw_id", "seq")
_tell("callbacks.replaced", "callback_id", "state")
_tell("callbacks.superseded", "callback_id")
_tell("callbacks.assigned", "callback_id", "caller_id")
_tell("callbacks.attempted", "callback_id", "outcome", "next_at")
_tell("callbacks.phone_revealed", "callback_id", "reason")
_tell("callbacks.recorded", "callback_id", "no", "method", "failed")
_tell("callbacks.reviewed", "callback_id", "no", "passed")
_tell("callbacks.suggested", "callback_id", "no", "case_id")
_tell("callbacks.complaint_raised", "callback_id", "case_id")
_tell("callbacks.quarter_opened", "quarter")
_tell("callbacks.quarter_filed", "quarter", "number", "pages")
_tell("callbacks.corrective_opened", "corrective_id", "number")
_tell("callbacks.corrective_decided", "corrective_id", "responsible_id", "until")
_tell("callbacks.corrective_carried_out", "corrective_id")
_tell("callbacks.corrective_followed_up", "corrective_id", "effective")
