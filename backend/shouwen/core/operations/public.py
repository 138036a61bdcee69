"""What long work tells outside: that it ended, to those who may ask for such work there."""

from shouwen.core.announcements import announce
from shouwen.core.operations.queries import OWN

announce("operations.ended", "operation_id", "state", needs=OWN)
