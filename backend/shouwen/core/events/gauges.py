"""What the streams show to collectors of metrics."""

from shouwen.core.work import House
from shouwen.kit import metrics


def show(house: House) -> None:
    """Registers how many listen to this process."""
    metrics.gauge("shouwen_streams", "Live streams held by this process", lambda: float(len(house.bell.ears())))
