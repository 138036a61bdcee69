"""What is told of faults in rows."""

from shouwen.core.imports.cells import FAULTS
from shouwen.core.operations.texts import add_faults

add_faults(FAULTS)
