"""Files in their life: taken in, attached to subjects, and forgotten when nobody attached them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.access.actor import Actor
from shouwen.core.files.intake import Taken
from shouwen.core.files.models import File, FileLink
from shouwen.core.files.problems import DailyQuota, InternalNotYours, LinkedOtherwise
from shouwen.core.files.queries import within_reach
from shouwen.core.files.rules import Audience, FileLimits, audiences, file_id_of, folders_of_hour
from shouwen.core.references import UnknownReference
from shouwen.core.subjects.models import Subject, SubjectType
from shouwen.core.subjects.queries import in_sight
from shouwen.core.work import Work
from shouwen.kit.clock import SystemClock
from shouwen.kit.problem import NotFound

_DAY: Final = timedelta(days=1)
_AT_ONCE: Final = 500


def check_quota(session: Session, actor: Actor, now: datetime, limits: FileLimits) -> None:
    """Raises DailyQuota when the actor has uploaded as much as one may in 24 hours."""
    many, much = session.execute(
        sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(File.size), 0)).where(
            File.uploaded_by_id == actor.id, File.created_at > now - _DAY
        )
    ).one()
    if many >= limits.day_files or much >= limits.day_bytes:
        raise DailyQuota


def upload(work: Work, taken: Taken) -> File:
    """Makes bytes that were taken in a file of the caller, to be attached to something before long."""
    check_quota(work.session, work.actor, work.now, work.house.options.files)
    file = File(
        id=taken.id,
        name=taken.name,
        media_type=taken.media_type,
        size=taken.size,
        sha256=taken.sha256,
        uploaded_by_id=work.actor.id,
        created_at=work.now,
    )
    work.session.add(file)
    work.emit("files.uploaded", file_id=file.id, media_type=taken.media_type, size=taken.size)
    return file


def link(work: Work, file_id: UUID, subject_type: SubjectType, subject_id: UUID, audience: Audience) -> FileLink:
    """Attaches a file to a subject in the caller's sight.

    Raises NotFound for a file out of reach, UnknownReference for such a subject, and what `attach` raises.
    """
    file = _locked(work, [file_id]).get(file_id)
    if file is None:
        raise NotFound
    subject = work.session.scalars(
        sa.select(Subject).where(Subject.id == subject_id, Subject.type == subject_type, in_sight(work.actor))
    ).one_or_none()
    if subject is None:
        raise UnknownReference.at("/subject_id")
    return _attached(work, subject, file, audience)


def attach(
    work: Work, subject: Subject, file_ids: Sequence[UUID], audience: Audience, *, pointer: str
) -> list[FileLink]:
    """Attaches the `file_ids` of a body to a subject that the caller acts on; `pointer` names the list in the body.

    Raises UnknownReference for a file out of the caller's reach, LinkedOtherwise, and InternalNotYours for a resident
    who attaches for staff alone. Attaching again changes nothing.
    """
    if not file_ids:
        return []
    found = _locked(work, file_ids)
    for place, file_id in enumerate(file_ids):
        if file_id not in found:
            raise UnknownReference.at(f"{pointer}/{place}")
    return [_attached(work, subject, found[file_id], audience) for file_id in dict.fromkeys(file_ids)]


def _locked(work: Work, file_ids: Sequence[UUID]) -> dict[UUID, File]:
    """The files in the caller's reach, held until the commit, so that nobody purges or links them meanwhile."""
    files = work.session.scalars(sa.select(File).where(File.id.in_(file_ids)).order_by(File.id).with_for_update()).all()
    reach = within_reach(work.session, work.actor, files)
    return {file.id: file for file in files if file.id in reach}


def _attached(work: Work, subject: Subject, file: File, audience: Audience) -> FileLink:
    if audience not in audiences(work.actor.kind):
        raise InternalNotYours
    known = work.session.scalars(
        sa.select(FileLink).where(
            FileLink.community_id == subject.community_id,
            FileLink.subject_id == subject.id,
            FileLink.file_id == file.id,
        )
    ).one_or_none()
    if known is not None:
        if known.audience != audience:
            raise LinkedOtherwise
        return known
    new = FileLink(
        community_id=subject.community_id,
        subject_id=subject.id,
        file_id=file.id,
        audience=audience,
        linked_by_id=work.actor.id,
        linked_at=work.now,
    )
    file.linked_at = file.linked_at or work.now
    work.session.add(new)
    work.session.flush()
    work.emit("files.linked", subject, file_id=file.id, audience=audience)
    return new


def purge_unlinked(work: Work) -> int:
    """Forgets files that nobody attached within 24 hours, up to 500 at a time; says how many.

    Their bytes go with the next sweep: bytes are deleted only when the database has surely forgotten them.
    """
    old = work.now - work.house.options.files.unlinked_for
    first = sa.select(File.id).where(File.linked_at.is_(None), File.created_at < old).limit(_AT_ONCE)
    gone = work.session.scalars(
        sa.delete(File)
        .where(File.id.in_(first), File.linked_at.is_(None))
        .returning(File.id)
        .execution_options(synchronize_session=False)
    ).all()
    if gone:
        work.emit("files.purged", files=len(gone))
    return len(gone)


def sweep_bytes(work: Work) -> int:
    """Deletes bytes of which the database knows nothing: of files purged, and of uploads that were rolled back.

    Each hour of the day has its share of the store's folders. Bytes younger than 24 hours by the machine's clock stay:
    their upload may still be under way.
    """
    old = SystemClock().now() - work.house.options.files.unlinked_for
    store, swept = work.house.store, 0
    for folder in folders_of_hour(work.now.hour):
        keys = {file_id_of(key): key for key, put_at in store.keys(folder) if put_at < old}
        known = {*work.session.scalars(sa.select(File.id).where(File.id.in_(keys)))}
        for file_id in keys.keys() - known:
            store.delete(keys[file_id])
            swept += 1
    return swept
