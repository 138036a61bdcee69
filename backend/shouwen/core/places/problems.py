"""What the records of places say no to."""

from shouwen.kit.problem import Conflict


class PlaceTaken(Conflict):
    """Zones and buildings of a community are told apart by name, units by label, communities by code."""

    code = "places.name_taken"
    zh = "“{name}”已存在"
    en = "“{name}” is there already"
