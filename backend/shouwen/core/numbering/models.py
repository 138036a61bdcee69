"""Counters."""

from sqlalchemy.orm import Mapped, mapped_column

from shouwen.kit.db import Base, Scoped


class Counter(Scoped, Base):
    """The last serial given out for a series, such as `TS202611`."""

    __tablename__ = "counters"

    series: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]
