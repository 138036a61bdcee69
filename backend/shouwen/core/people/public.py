"""What people tell outside: that the chart, the routing table, somebody's presence or who lives where changed.

Names stay inside.
"""

from functools import partial

from shouwen.core.announcements import announce
from shouwen.core.people.authority import READ
from shouwen.core.people.residents import READ as READ_RESIDENTS

_tell = partial(announce, needs=READ)
_tell_of_residents = partial(announce, needs=READ_RESIDENTS)

_tell("people.post_added", "post_id")
_tell("people.post_changed", "post_id", "fields")
_tell("people.post_given", "post_id", "staff_id", "since", "until")
_tell("people.post_taken_back", "post_id", "staff_id", "until")
_tell("people.department_added", "department_id", "kind")
_tell("people.department_changed", "department_id")
_tell("people.route_added", "route_id", "kind", "zone_id", "post_id")
_tell("people.route_removed", "route_id", "kind", "zone_id", "post_id")
_tell("people.staff_added", "staff_id")
_tell("people.staff_changed", "staff_id", "fields")
_tell("people.staff_left", "staff_id", "left_on")
_tell("people.staff_came_back", "staff_id")
_tell("people.absence_made", "absence_id", "staff_id", "since", "until")
_tell("people.absence_cancelled", "absence_id", "staff_id")
_tell("people.handed_over", "from_staff_id", "to_staff_id", "moved")

_tell_of_residents("people.resident_added", "resident_id")
_tell_of_residents("people.resident_changed", "resident_id", "fields")
_tell_of_residents("people.resident_voided", "resident_id", "reason")
_tell_of_residents("people.residents_merged", "kept_id", "merged_id")
_tell_of_residents("people.merge_undone", "kept_id", "merged_id")
_tell_of_residents("people.household_began", "household_id", "unit_id", "kind", "since")
_tell_of_residents("people.household_changed", "household_id", "fields")
_tell_of_residents("people.household_ended", "household_id", "unit_id", "until")
_tell_of_residents("people.member_joined", "household_id", "resident_id", "relation", "since")
_tell_of_residents("people.member_changed", "household_id", "resident_id", "fields")
_tell_of_residents("people.member_left", "household_id", "resident_id", "until")
