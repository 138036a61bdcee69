"""What places tell outside: that one was set up or changed. Names stay inside."""

from functools import partial

from shouwen.core.announcements import announce
from shouwen.core.places.queries import READ

_tell = partial(announce, needs=READ)

_tell("places.community_founded")
_tell("places.community_changed", "fields")
_tell("places.zone_added", "zone_id")
_tell("places.zone_changed", "zone_id", "fields")
_tell("places.card_written", "zone_id", "lines")
_tell("places.building_added", "building_id", "zone_id")
_tell("places.building_changed", "building_id", "fields")
_tell("places.unit_added", "unit_id", "building_id")
_tell("places.unit_changed", "unit_id", "fields")
