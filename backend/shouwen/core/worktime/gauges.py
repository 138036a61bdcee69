"""What the calendar shows to collectors of metrics."""

from shouwen.core.work import House
from shouwen.core.worktime.queries import coverage
from shouwen.kit import metrics


def show(house: House) -> None:
    """Registers the alarm for the years of this house."""

    def alarm() -> float:
        with house.db.read() as session:
            return float(coverage(session, house.clock.now()).alarm)

    metrics.gauge("shouwen_calendar_alarm", "1 when a year that should be published by now is not", alarm)
