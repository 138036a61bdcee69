"""Uploading and fetching over HTTP."""

from __future__ import annotations

import hashlib
from urllib.parse import unquote

import pytest

from tests.core.files.conftest import PDF, Desk, encoded, picture, sheet


def test_an_upload_is_kept_and_given_back(desk: Desk) -> None:
    butler = desk.api.staff("duty_butler", desk.town)
    answer = desk.upload(butler, name="厨房 漏水.HEIC.jpeg")
    assert answer.status_code == 201, answer.text
    file = answer.json()
    assert answer.headers["Location"] == f"/api/v1/files/{file['id']}"
    assert (file["name"], file["media_type"], file["linked"]) == ("厨房 漏水.HEIC.jpg", "image/jpeg", False)
    assert desk.api.get(f"/files/{file['id']}", butler).json() == file
    content = desk.fetch(butler, file["id"])
    assert content.status_code == 200
    assert len(content.content) == file["size"] == int(content.headers["Content-Length"])
    assert hashlib.sha256(content.content).hexdigest() == file["sha256"]
    assert [event.event for event in desk.api.events("files.uploaded")] == ["files.uploaded"]


@pytest.mark.parametrize(
    ("content", "name", "media_type", "shown"),
    [
        (encoded(picture()), "a.jpg", "image/jpeg", "inline"),
        (encoded(picture(), "PNG"), "a.png", "image/png", "inline"),
        (encoded(picture(), "WEBP"), "a.webp", "image/webp", "inline"),
        (PDF, "合同.pdf", "application/pdf", "attachment"),
        (sheet(), "a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "attachment"),
        ("姓名,电话\n".encode(), "a.csv", "text/csv; charset=utf-8", "attachment"),
        ("记录\n".encode(), "a.txt", "text/plain; charset=utf-8", "attachment"),
    ],
)
def test_content_is_served_so_that_nothing_in_it_runs(
    desk: Desk, content: bytes, name: str, media_type: str, shown: str
) -> None:
    butler = desk.api.staff("duty_butler", desk.town)
    headers = desk.fetch(butler, desk.sent(butler, content, name)).headers
    assert headers["Content-Type"] == media_type
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "script-src" not in headers["Content-Security-Policy"]
    disposition, ascii_name, encoded_name = headers["Content-Disposition"].split("; ")
    assert disposition == shown
    assert ascii_name.isascii()
    assert unquote(encoded_name.removeprefix("filename*=UTF-8''")) == name
    assert headers["Cache-Control"] == "private, no-cache"


def test_unchanged_content_is_not_sent_again(desk: Desk) -> None:
    butler, other = desk.api.staff("duty_butler", desk.town), desk.api.staff("duty_butler", desk.town)
    file_id = desk.sent(butler)
    etag = desk.fetch(butler, file_id).headers["ETag"]
    again = desk.fetch(butler, file_id, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    assert desk.fetch(butler, file_id, headers={"If-None-Match": '"other"'}).status_code == 200
    assert desk.fetch(other, file_id, headers={"If-None-Match": etag}).status_code == 404


def test_a_header_cannot_be_broken_by_a_name(desk: Desk) -> None:
    butler = desk.api.staff("duty_butler", desk.town)
    file_id = desk.sent(butler, PDF, name='x"; filename=evil.html; y.pdf')
    disposition = desk.fetch(butler, file_id).headers["Content-Disposition"]
    assert disposition.count(";") == 2
    assert disposition.count('"') == 2


def test_the_same_key_uploads_once(desk: Desk) -> None:
    butler = desk.api.staff("duty_butler", desk.town)
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n' + PDF + b"\r\n--b--\r\n"
    first, second = (
        desk.api.send("POST", "/files", butler, content=body, headers=headers, key="photo-1") for _ in range(2)
    )
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second.headers["Idempotent-Replayed"] == "true"


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 422, "files.empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415, "files.type_refused"),
        (b"\xff\xd8\xff\xe0 not a photo", 422, "files.damaged"),
        (b"x" * 25_000_000, 413, None),
    ],
)
def test_refusals_are_problems(desk: Desk, content: bytes, status: int, code: str | None) -> None:
    answer = desk.upload(desk.api.staff("duty_butler", desk.town), content)
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    if code:
        assert answer.json()["code"] == code


def test_a_form_without_a_file_is_malformed(desk: Desk) -> None:
    butler = desk.api.staff("duty_butler", desk.town)
    for more in ({"files": {"photo": ("a.jpg", b"x")}}, {"data": {"file": "text"}}, {}):
        answer = desk.api.send("POST", "/files", butler, **more)
        assert (answer.status_code, [error["pointer"] for error in answer.json()["errors"]]) == (422, ["/file"])


def test_strangers_and_those_without_permission_learn_nothing(desk: Desk) -> None:
    assert desk.api.send("POST", "/files", files={"file": ("a.pdf", PDF)}).status_code == 401
    cashier = desk.api.staff("cashier", desk.town)
    assert desk.upload(cashier, PDF).status_code == 403


def test_residents_send_photos_and_pdf_only(desk: Desk) -> None:
    resident = desk.api.resident(desk.town)
    assert desk.upload(resident).status_code == 201
    assert desk.upload(resident, PDF, "合同.pdf").status_code == 201
    for content, name in ((sheet(), "a.xlsx"), (b"words", "a.txt")):
        answer = desk.upload(resident, content, name)
        assert (answer.status_code, answer.json()["code"]) == (415, "files.photos_and_pdf_only")


def test_there_is_a_quota_for_a_day(desk: Desk) -> None:
    butler, other = desk.api.staff("duty_butler", desk.town), desk.api.staff("duty_butler", desk.town)
    options = desk.api.house.options
    desk.api.house.options = type(options)(files=type(options.files)(day_files=2))
    assert [desk.upload(butler, PDF).status_code for _ in range(3)] == [201, 201, 429]
    assert desk.upload(other, PDF).status_code == 201
    desk.api.clock.advance(hours=25)
    assert desk.upload(butler, PDF).status_code == 201
    desk.api.house.options = type(options)(files=type(options.files)(day_bytes=len(PDF)))
    answer = desk.upload(butler, PDF)
    assert (answer.status_code, answer.json()["code"]) == (429, "files.daily_quota")
    assert int(answer.headers["Retry-After"]) > 0


def test_lost_bytes_are_said_to_be_lost(desk: Desk) -> None:
    butler = desk.api.staff("duty_butler", desk.town)
    file_id = desk.sent(butler, PDF)
    for key, _ in list(desk.api.house.store.keys(file_id[-2:])):
        desk.api.house.store.delete(key)
    answer = desk.fetch(butler, file_id)
    assert (answer.status_code, answer.json()["code"]) == (410, "files.content_gone")
