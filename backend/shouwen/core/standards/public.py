"""What standards tell outside: that other numbers hold from some day on."""

from functools import partial

from shouwen.core.announcements import announce
from shouwen.core.standards.reading import READ

_tell = partial(announce, needs=READ)

_tell("standards.adopted", "pack", "version", "from")
_tell("standards.overridden", "key", "value", "unit", "from")
_tell("standards.released", "key", "from")
