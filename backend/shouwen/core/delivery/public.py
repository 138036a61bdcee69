"""What delivery tells outside: to each person, that a message is there for them or was heard. Its words stay inside."""

from functools import partial

from shouwen.core.announcements import announce

_tell = partial(announce, needs="delivery.read", only_to="staff_id")

_tell("delivery.message_made", "message_id", "urgent")
_tell("delivery.acknowledged", "message_id")
