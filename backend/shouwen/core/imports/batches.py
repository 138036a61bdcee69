"""What every batch of rows is: what it needs is looked up at once, and all that it takes is written at once.

A row is judged with what the rows before it would write; a dry run judges and does not write.
"""

from collections.abc import Mapping
from typing import Any, Protocol

Values = Mapping[str, Any]


class Batch(Protocol):
    """The good rows of one step."""

    def take(self, row: Values, /) -> bool:
        """Takes the row in; False when what it says is there already. Raises RowFault, and nothing was taken then."""

    def write(self) -> None:
        """Writes what was taken."""
