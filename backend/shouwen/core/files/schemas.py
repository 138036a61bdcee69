"""Files as they come in and go out."""

from uuid import UUID

from pydantic import Field

from shouwen.core.files.rules import Audience, MediaType
from shouwen.core.subjects.models import SubjectType
from shouwen.kit.schema import Body, Instant, Out


class StoredFileOut(Out):
    """What is known of a file; its bytes are at `content_url`."""

    id: UUID
    name: str = Field(examples=["漏水.jpg"])
    media_type: MediaType
    size: int = Field(description="Bytes, as kept")
    sha256: str = Field(description="Of the bytes as kept: images are written anew")
    created_at: Instant
    linked: bool = Field(description="Unlinked files are forgotten after 24 hours")
    content_url: str


class FileLinkIn(Body):
    """What to attach a file to, and who may fetch it there."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {"subject_type": "case", "subject_id": "01980000-0000-7000-8000-000000000003", "audience": "resident"}
            ]
        }
    }

    subject_type: SubjectType
    subject_id: UUID
    audience: Audience


class FileLinkOut(Out):
    """That a file belongs to a subject."""

    id: UUID
    file_id: UUID
    subject_id: UUID
    audience: Audience
    linked_at: Instant
