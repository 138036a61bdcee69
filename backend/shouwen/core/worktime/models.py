"""The calendar: company-wide, one row for each year that was published or edited, and one for each day with a name."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.core.worktime.rules import Festival, YearStatus
from shouwen.kit.db import Base, one_of


class CalendarYear(Base):
    """What is known of a year. The version goes up with each change, so that a promise can say what it was made under.

    `published_at`: when the house learned that the year is official; null for years it knew from its beginning.
    """

    __tablename__ = "calendar_years"
    __table_args__ = (one_of("status", YearStatus),)

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]
    status: Mapped[YearStatus]
    published_at: Mapped[datetime | None]


class CalendarDay(Base):
    """A day with a name: off (a weekend day among holidays as well), or a weekend day worked to make up for one."""

    __tablename__ = "calendar_days"
    __table_args__ = (one_of("festival", Festival),)

    on: Mapped[date] = mapped_column("day", primary_key=True)
    year: Mapped[int] = mapped_column(sa.ForeignKey("calendar_years.year"), index=True)
    is_workday: Mapped[bool]
    festival: Mapped[Festival]
