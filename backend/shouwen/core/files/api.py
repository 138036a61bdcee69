"""Routes of files: upload, attach, look up, fetch."""

from typing import Annotated, Final
from urllib.parse import quote
from uuid import UUID

from fastapi import Depends, Header, UploadFile
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from shouwen.core.admission import Call
from shouwen.core.files import problems, queries, service
from shouwen.core.files.intake import Taken, take_in
from shouwen.core.files.models import File, FileLink
from shouwen.core.files.rules import IMAGES, MediaType
from shouwen.core.files.schemas import FileLinkIn, FileLinkOut, StoredFileOut
from shouwen.core.references import UnknownReference
from shouwen.core.web import Routes, allow
from shouwen.core.work import House, Work
from shouwen.kit.problem import NotFound

routes = Routes("files")
_TEXTS: Final = frozenset({MediaType.CSV, MediaType.TEXT})


def taken(request: Request, file: UploadFile) -> Taken:
    """The file of the form, examined and stored before the transaction begins."""
    house: House = request.app.state.house
    call: Call = request.state.call
    limits = house.options.files
    with house.db.read(call.actor.scope) as session:
        service.check_quota(session, call.actor, call.now, limits)
    return take_in(house.store, file.file, file.filename, call.actor.kind, limits)


@routes.post(
    "/files",
    allow("files.upload"),
    status=201,
    problems=[
        problems.FileTooLarge,
        problems.FileEmpty,
        problems.TypeRefused,
        problems.TypeNotForResidents,
        problems.FileDamaged,
        problems.TooManyPixels,
        problems.PackageUnsafe,
        problems.DailyQuota,
    ],
)
def upload_file(work: Work, taken: Annotated[Taken, Depends(taken)]) -> StoredFileOut:
    """Upload a file, to be attached within 24 hours.

    Multipart, field `file`. Photos (JPEG, PNG, WebP, HEIC) are turned upright, made smaller and written anew without
    their metadata; PDF is kept as it is. Staff may also send xlsx, docx, CSV and text.
    """
    file = service.upload(work, taken)
    work.reply.created(f"/api/v1/files/{file.id}")
    return _out(file)


@routes.post(
    "/files/{file_id}/links",
    allow("files.link"),
    status=201,
    journal=False,  # attaching what is attached already changes nothing, and says nothing
    problems=[NotFound, UnknownReference, problems.LinkedOtherwise, problems.InternalNotYours],
)
def link_file(work: Work, file_id: UUID, body: FileLinkIn) -> FileLinkOut:
    """Attach a file to a subject you see."""
    link = service.link(work, file_id, body.subject_type, body.subject_id, body.audience)
    work.reply.created(f"/api/v1/files/{file_id}")
    return _link_out(link)


@routes.get("/files/{file_id}", allow("files.read"), problems=[NotFound])
def get_file(work: Work, file_id: UUID) -> StoredFileOut:
    """What is known of a file."""
    return _out(queries.get_file(work, file_id))


@routes.get("/files/{file_id}/content", allow("files.read"), problems=[NotFound, problems.BytesGone])
def get_file_content(
    work: Work, file_id: UUID, if_none_match: Annotated[str | None, Header(max_length=200)] = None
) -> Response:
    """The bytes of a file. Images may be shown in a page, anything else is a download."""
    file = queries.get_file(work, file_id)
    headers = _headers(file)
    if if_none_match == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return StreamingResponse(
        queries.content_of(work, file), headers=headers | {"Content-Length": str(file.size)}, media_type=_type(file)
    )


def _headers(file: File) -> dict[str, str]:
    """Says what it is, forbids the browser to think otherwise, and lets nothing in it run."""
    shown = "inline" if file.media_type in IMAGES else "attachment"
    ending = file.name.rpartition(".")[2]
    return {
        "Content-Disposition": f"{shown}; filename=\"file.{ending}\"; filename*=UTF-8''{quote(file.name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-cache",
        "ETag": f'"{file.sha256.hex()}"',
    }


def _type(file: File) -> str:
    return f"{file.media_type}; charset=utf-8" if file.media_type in _TEXTS else file.media_type


def _out(file: File) -> StoredFileOut:
    return StoredFileOut(
        id=file.id,
        name=file.name,
        media_type=MediaType(file.media_type),
        size=file.size,
        sha256=file.sha256.hex(),
        created_at=file.created_at,
        linked=file.linked_at is not None,
        content_url=f"/api/v1/files/{file.id}/content",
    )


def _link_out(link: FileLink) -> FileLinkOut:
    return FileLinkOut.model_validate(link, from_attributes=True)
