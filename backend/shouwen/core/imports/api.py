"""Routes to take spreadsheets in."""

from typing import Annotated, Final

from fastapi import Query
from starlette.responses import Response

from shouwen.core.imports import service, texts
from shouwen.core.imports.cells import Column
from shouwen.core.imports.problems import NotASheet
from shouwen.core.imports.schemas import ImportIn, TemplateParams
from shouwen.core.imports.sheet import COLUMNS
from shouwen.core.operations.queries import shown
from shouwen.core.operations.rules import SheetType
from shouwen.core.operations.schemas import OperationOut
from shouwen.core.people.registering import EDIT
from shouwen.core.references import UnknownReference
from shouwen.core.web import Routes, allow
from shouwen.core.work import Work
from shouwen.kit.sheets import write_csv, write_xlsx

__all__ = ["routes", "texts"]

routes = Routes("imports")
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV: Final = "text/csv; charset=utf-8"


@routes.post("/imports", allow(EDIT), status=202, problems=[UnknownReference, NotASheet])
def begin_import(work: Work, body: ImportIn) -> OperationOut:
    """Take units or residents in from a spreadsheet that was uploaded.

    Answers at once; the rows follow in the background. Whatever is wrong is listed by line and column, a row at a
    time: good rows are written. A dry run does the same and writes nothing. Rows that are there already are skipped.
    """
    operation = service.begin(work, body)
    work.reply.created(f"/api/v1/operations/{operation.id}")
    return shown(work, operation)


@routes.get("/imports/template", allow(EDIT))
def get_import_template(work: Work, params: Annotated[TemplateParams, Query()]) -> Response:
    """An empty spreadsheet with the columns that are known, and one line to show how they are filled in."""
    columns = COLUMNS[SheetType(params.type)]
    header = [_title(column, chinese=work.lang != "en") for column in columns]
    rows = [[column.example for column in columns]]
    is_csv = params.format == "csv"
    content = write_csv(header, rows) if is_csv else write_xlsx(header, rows)
    name = f"{params.type}-template.{params.format}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return Response(content, headers=headers, media_type=_CSV if is_csv else _XLSX)


def _title(column: Column, *, chinese: bool) -> str:
    return column.names[0 if chinese else 1] + ("*" if column.needed else "")
