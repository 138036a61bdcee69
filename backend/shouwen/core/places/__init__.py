"""Where things are: communities, their departments and zones, buildings, units, and who occupies a unit when.

A community is the unit of everything: standards, reach, numbers and distribution hang on it. It has departments
(PC-08) and zones, each zone with its butlers; a zone has buildings, a building has units. A household is one occupancy
of a unit, from a day until another: what belongs to it follows it, never the unit, so that the next tenant sees
nothing of the last. Places are set up and changed by those who answer for a whole community; the card of a zone, which
is read with every home in it, by those who work there.
"""
