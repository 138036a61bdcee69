"""Who may fetch a file: whoever sees a subject it belongs to and is of the audience; before that, its uploader."""

from collections.abc import Collection, Iterator
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.access.actor import Actor, ActorKind
from shouwen.core.files.models import File, FileLink
from shouwen.core.files.problems import BytesGone
from shouwen.core.files.rules import Audience, audiences, key_of
from shouwen.core.files.store import BytesMissingError
from shouwen.core.subjects.models import Subject
from shouwen.core.subjects.queries import in_sight
from shouwen.core.work import Work
from shouwen.kit.problem import NotFound


class Linked(NamedTuple):
    """A file of a subject, and who may fetch it there."""

    file: File
    audience: Audience


def get_file(work: Work, file_id: UUID) -> File:
    """A file the caller may fetch. Raises NotFound, for what is out of sight too."""
    file = work.session.get(File, file_id)
    if file is None or not within_reach(work.session, work.actor, [file]):
        raise NotFound
    return file


def within_reach(session: Session, actor: Actor, files: Collection[File]) -> set[UUID]:
    """The ids of those among `files` that the actor may fetch. One statement, and none for files just uploaded."""
    if actor.kind is ActorKind.SYSTEM:
        return {file.id for file in files}
    mine = {file.id for file in files if file.linked_at is None and file.uploaded_by_id == actor.id}
    linked = [file.id for file in files if file.linked_at is not None]
    if not linked:
        return mine
    seen = sa.select(FileLink.file_id).join(
        Subject, sa.and_(Subject.community_id == FileLink.community_id, Subject.id == FileLink.subject_id)
    )
    return mine | {
        *session.scalars(
            seen.where(
                FileLink.file_id.in_(linked), FileLink.audience.in_(audiences(actor.kind)), in_sight(actor)
            ).distinct()
        )
    }


def files_of(session: Session, subject: Subject, audiences: Collection[Audience]) -> list[Linked]:
    """The files of a subject for these audiences, in the order they were attached. The caller has sight of it."""
    rows = session.execute(
        sa.select(File, FileLink.audience)
        .join(FileLink, FileLink.file_id == File.id)
        .where(
            FileLink.community_id == subject.community_id,
            FileLink.subject_id == subject.id,
            FileLink.audience.in_(audiences),
        )
        .order_by(FileLink.linked_at, FileLink.id)
    )
    return [Linked(file, Audience(audience)) for file, audience in rows]


def content_of(work: Work, file: File) -> Iterator[bytes]:
    """The bytes of a file in pieces. Raises BytesGone when the store has lost them."""
    try:
        return work.house.store.get(key_of(file.id))
    except BytesMissingError as error:
        raise BytesGone from error
