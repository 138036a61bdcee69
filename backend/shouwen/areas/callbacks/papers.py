"""The numbered form of a callback on paper (CB-06, CB-10)."""

from typing import Final
from uuid import UUID

from shouwen.areas.callbacks.problems import QuarterNotFiled
from shouwen.areas.callbacks.quarter import look_back
from shouwen.areas.callbacks.queries import get_callback, present
from shouwen.areas.callbacks.rules import Grade
from shouwen.areas.callbacks.schemas import QuarterParams
from shouwen.areas.cases.public import result_of
from shouwen.core.catalogue.register import form
from shouwen.core.files.queries import get_file
from shouwen.core.print.page import picture
from shouwen.core.print.rules import Sheet
from shouwen.core.work import Work

FORM: Final = form("HF-01")
QUARTER_FORM: Final = form("HF-02")


def callback_sheet(work: Work, callback_id: UUID) -> Sheet:
    """The form as far as it was recorded, a sheet for each record; what is missing is filled in by hand."""
    loaded = get_callback(work, callback_id)
    shown, callback = present(work, loaded), loaded.callback
    signed = {answer["no"]: answer["signature_file_id"] for answer in shown["answers"] if answer["signature_file_id"]}
    facts = {
        "callback": shown,
        "result": result_of(work.session, callback.community_id, callback.subject_id, callback.round),
        "records": shown["answers"] or (None,),
        "signatures": {no: picture(work, get_file(work, file_id)) for no, file_id in signed.items()},
        "grades": tuple(Grade),
    }
    return Sheet(FORM, callback.community_id, callback.number, f"/callbacks/{callback.id}", facts)


def quarter_sheet(work: Work, params: QuarterParams) -> Sheet:
    """A quarter as it was filed: its figures, what is done about what came up again, and the pages of its archive.

    Raises NotFound, QuarterNotFiled.
    """
    shown = look_back(work, params)
    filing = shown["filing"]
    if filing is None:
        raise QuarterNotFiled
    path = f"/callbacks/quarter?quarter={params.quarter}"
    return Sheet(QUARTER_FORM, params.community_id, filing["number"], path, {"quarter": shown})
