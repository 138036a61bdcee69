"""Files to send, and short words for sending them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from tests.support.api import Api, Caller, Town, opened

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_COLOURS = ((200, 30, 30), (30, 200, 30), (30, 30, 200), (220, 220, 40))


def picture(width: int = 80, height: int = 40) -> Image.Image:
    """Four quarters: red, green, blue, yellow, in reading order."""
    image = Image.new("RGB", (width, height))
    for number, colour in enumerate(_COLOURS):
        left, top = (number % 2) * width // 2, (number // 2) * height // 2
        image.paste(colour, (left, top, left + width // 2, top + height // 2))
    return image


def encoded(image: Image.Image, kind: str = "JPEG", **more: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def archive(*entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in entries:
            package.writestr(name, content, compress_type=method)
    return out.getvalue()


def sheet(*more: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    """The least that passes for an xlsx, with more entries in it."""
    return archive(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>"), *more)


@dataclass
class Desk:
    """A town, and the words of this room."""

    api: Api
    town: Town

    def upload(self, who: Caller, content: bytes | None = None, name: str = "漏水.jpg", **more: Any) -> httpx.Response:
        content = encoded(picture()) if content is None else content
        return self.api.send("POST", "/files", who, files={"file": (name, content)}, **more)

    def sent(self, who: Caller, content: bytes | None = None, name: str = "漏水.jpg") -> str:
        """The id of a file that was uploaded without complaint."""
        answer = self.upload(who, content, name)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def link(self, who: Caller, file_id: str, case: dict[str, Any], audience: str = "internal") -> httpx.Response:
        body = {"subject_type": "case", "subject_id": case["id"], "audience": audience}
        return self.api.post(f"/files/{file_id}/links", who, body)

    def fetch(self, who: Caller, file_id: str, **more: Any) -> httpx.Response:
        return self.api.get(f"/files/{file_id}/content", who, **more)

    def may_fetch(self, who: Caller, file_id: str) -> bool:
        """Whether metadata and content are both given; that one is given without the other is a defect."""
        codes = {self.api.get(f"/files/{file_id}", who).status_code, self.fetch(who, file_id).status_code}
        assert codes in ({200}, {404}), codes
        return codes == {200}


@pytest.fixture
def api(database_url: str, tmp_path: Path) -> Iterator[Api]:
    with opened(database_url, tmp_path) as api:
        yield api


@pytest.fixture
def desk(api: Api) -> Desk:
    desk = Desk(api, api.town())
    # what residents send through the app is heard by whoever stands at reception
    api.put_on_post(api.staff("duty_butler", desk.town), desk.town, desk.town.reception)
    return desk
