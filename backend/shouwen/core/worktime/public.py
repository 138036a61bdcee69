"""What the calendar tells outside. It is the whole company's, so only company-wide callers hear of it."""

from functools import partial

from shouwen.core.announcements import announce

_tell = partial(announce, needs="worktime.read")

_tell("worktime.year_published", "year", "version")
_tell("worktime.year_edited", "year", "version")
