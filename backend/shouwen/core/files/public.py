"""What files tell outside: that one was attached to a matter, to those of its audience."""

from shouwen.core.announcements import announce
from shouwen.core.files.rules import Audience
from shouwen.core.subjects.models import SubjectType
from shouwen.core.subjects.queries import SEEN_BY

announce(
    "files.linked",
    "file_id",
    "audience",
    needs="files.read",
    seen_with=SEEN_BY[SubjectType.CASE],
    residents={"audience": Audience.RESIDENT},
)
