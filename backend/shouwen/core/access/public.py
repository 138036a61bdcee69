"""What access tells outside, to those who manage it. Sign-ins are nobody's news."""

from functools import partial

from shouwen.core.announcements import announce

_tell = partial(announce, needs="access.manage")

_tell("access.login_given", "person_id")
_tell("access.granted", "grant_id", "holder_id", "role", "community_id", "zone_id", "department_id")
_tell("access.grant_ended", "grant_id", "holder_id", "role", "community_id", "zone_id", "department_id")
_tell("access.link_made", "person_id")
_tell("access.password_set", "person_id")
_tell("access.client_created", "client_id")
_tell("access.sessions_ended", "person_id")
