"""A message that was made leaves when its time has come, and goes out by each channel."""

from datetime import datetime
from uuid import UUID

from shouwen.core.delivery import sending
from shouwen.core.delivery.service import MADE
from shouwen.core.jobs.registry import registry
from shouwen.core.work import Work


@registry.on(MADE, "delivery.release")
def release(work: Work, entry_id: UUID) -> datetime | None:
    """Waits for the end of quiet hours where nothing is urgent, then takes every channel its reader has."""
    return sending.release(work, entry_id)


registry.send(sending.SENDING_MADE, "delivery.send", sending.Sender())
