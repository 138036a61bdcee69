"""Macros: rows of verbs that somebody put together."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.kit.db import Base, Thing


class Macro(Thing, Base):
    """Several verbs under one name, said to a case one after the other. What it may do is what its user may."""

    __tablename__ = "case_macros"
    __table_args__ = (sa.ForeignKeyConstraint(["community_id"], ["communities.id"]),)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}

    name: Mapped[str]
    steps: Mapped[dict[str, Any]]  # {"steps": [MacroStepIn, …]}
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    made_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
