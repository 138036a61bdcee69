"""What duties tell outside: that one begins, is done, or is another post's from now on. What was found stays inside."""

from functools import partial

from shouwen.core.announcements import announce

_tell = partial(announce, needs="duties.read", seen_with="duties.read")

_tell("duties.begun", "key", "post_id")
_tell("duties.kept", "key", "commitment_id")
_tell("duties.given", "from_post_id", "post_id")
