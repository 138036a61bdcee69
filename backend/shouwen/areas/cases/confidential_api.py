"""The route of confidential subjects."""

from typing import Annotated

from fastapi import Query

from shouwen.areas.cases.confidential import HEAR, ConfidentialOut, ConfidentialQuery, find_confidential
from shouwen.areas.cases.routes import routes
from shouwen.areas.cases.schemas import Listed
from shouwen.core.web import allow
from shouwen.core.work import Work
from shouwen.kit.problem import NotFound


@routes.get("/inquiries/confidential", allow(HEAR), problems=(NotFound,))
def find_confidential_subjects(work: Work, params: Annotated[ConfidentialQuery, Query()]) -> Listed[ConfidentialOut]:
    """Whether what is being asked is confidential, and what may be told."""
    return Listed(data=find_confidential(work, params.community_id, params.words))
