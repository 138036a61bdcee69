"""Papers, on both databases: the page, and the PDF of the same page."""

from __future__ import annotations

import logging
import re
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

import pypdfium2
import pytest

from shouwen.core.catalogue.register import form
from shouwen.core.print import pdf
from shouwen.core.print.problems import PdfUnavailable
from shouwen.core.print.words import day, instant, spent, word, yuan
from tests.support.api import Api

CHINA = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def api(shared_api: Api) -> Api:
    return shared_api


def text_of(content: bytes) -> str:
    return "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content))


def test_the_page_says_what_the_case_says_and_lets_nothing_run_or_load(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town, title="厨房水管<b>漏水</b>", detail="水从阀门处滴出")
    answer = api.get(f"/cases/{case['id']}/paper", desk)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "厨房水管&lt;b&gt;漏水&lt;/b&gt;" in answer.text
    assert case["number"] in answer.text
    policy = answer.headers["content-security-policy"]
    [style] = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert re.findall(r"src=.(?!data:)|url\(|<script", answer.text) == []  # nothing runs or is fetched


def test_the_pdf_is_the_same_paper_without_a_missing_glyph(api: Api, caplog: pytest.LogCaptureFixture) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town, title="厨房水管漏水", detail="业主䶮先生家，水从阀门处滴出")
    with caplog.at_level(logging.WARNING, "weasyprint"):
        answer = api.get(f"/cases/{case['id']}/paper?format=pdf", desk)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert [record.getMessage() for record in caplog.records] == []
    text = text_of(answer.content)
    for word_ in ("事项单", case["number"], "厨房水管漏水", "业主䶮先生家", "第 1 页，共 1 页"):
        assert word_ in text


def test_a_stranger_to_the_case_gets_no_paper_of_it(api: Api) -> None:
    town = api.town()
    case = api.hear(api.staff("duty_butler", town), town)
    elsewhere = api.staff("duty_butler", api.town())
    for format_ in ("page", "pdf"):
        assert api.get(f"/cases/{case['id']}/paper?format={format_}", elsewhere).status_code == 404


def test_another_format_is_refused_by_name(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    refused = api.get(f"/cases/{api.hear(desk, town)['id']}/paper?format=docx", desk)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "query:format")


def test_a_paper_fetches_nothing_from_anywhere(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "weasyprint"):
        content = pdf.typeset('<p>文</p><img src="file:///etc/passwd"><img src="http://127.0.0.1:1/x.png">')
    assert "root:" not in text_of(content)
    assert sum("a paper fetches nothing" in record.getMessage() for record in caplog.records) == 2


def test_where_a_pdf_cannot_be_set_the_page_is_still_there(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking() -> None:
        raise PdfUnavailable(missing=pdf.LIBRARIES)

    monkeypatch.setattr(pdf, "_press", lacking)
    town = api.town()
    desk = api.staff("duty_butler", town)
    path = f"/cases/{api.hear(desk, town)['id']}/paper"
    refused = api.get(f"{path}?format=pdf", desk)
    assert (refused.status_code, refused.json()["code"]) == (503, "print.pdf_unavailable")
    assert "libpango" in refused.json()["detail"]
    assert api.get(path, desk).status_code == 200


def test_figures_and_instants_read_as_on_paper() -> None:
    at = datetime(2026, 11, 30, 16, 30, tzinfo=UTC)
    assert (instant(at, CHINA), day(at, CHINA), instant(None, CHINA)) == ("2026-12-01 00:30", "2026年12月1日", "")
    assert [yuan(fen) for fen in (0, 5, 123450, -100001, None)] == ["0.00", "0.05", "1,234.50", "-1,000.01", ""]
    assert [word(value, "kind") for value in ("repair", "整装报备", None)] == ["报修", "整装报备", ""]


def test_each_sheet_says_which_form_it_is_and_whose(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    long = "业主反映楼道长期堆放杂物，多次沟通无果。" * 400  # as long as a text may nearly be
    case = api.hear(desk, town, title="楼道堆物", detail=long)
    answer = api.get(f"/cases/{case['id']}/paper?format=pdf", desk)
    assert answer.status_code == 200, answer.text
    sheets = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(answer.content)]
    assert len(sheets) > 2
    paper = form("SX-01")
    for no, text in enumerate(sheets, start=1):
        assert f"表单 {paper.code} 第 {paper.version} 版" in text, no
        assert f"打印人 {desk.name}" in text, no
        assert case["number"] in text, no
    assert sum(text.count("沟") for text in sheets) == 400  # nothing is cut off where a sheet ends


def test_a_page_is_signed_by_its_footer(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    page_ = api.get(f"/cases/{api.hear(desk, town)['id']}/paper", desk).text
    assert re.search(rf"<footer>表单 SX-01 第 \d 版　打印于 [\d\- :]+　打印人 {desk.name}</footer>", page_)


def test_time_spent_reads_in_whole_minutes() -> None:
    at = datetime(2026, 11, 30, 16, 30, tzinfo=UTC)
    assert [spent(at, at + timedelta(seconds=seconds)) for seconds in (59, 60 * 59, 3 * 3600 + 61)] == [
        "0 分钟",
        "59 分钟",
        "3 小时 1 分",
    ]
