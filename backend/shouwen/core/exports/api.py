"""The route to have rows given out."""

from shouwen.core.exports import service
from shouwen.core.exports.schemas import ExportIn
from shouwen.core.operations.queries import shown
from shouwen.core.operations.schemas import OperationOut
from shouwen.core.references import UnknownReference
from shouwen.core.web import Routes, allow
from shouwen.core.work import Work

routes = Routes("exports")


@routes.post("/exports", allow(service.MAKE), status=202, problems=[UnknownReference])
def begin_export(work: Work, body: ExportIn) -> OperationOut:
    """Have residents, units or cases given out as a spreadsheet.

    When the operation is done its `file_id` names the file, which only the caller may fetch, for a day. It holds what
    the caller may read, and no formula. Phones are masked unless `reveal_reason` is given by who may reveal them.
    """
    operation = service.begin(work, body)
    work.reply.created(f"/api/v1/operations/{operation.id}")
    return shown(work, operation)
