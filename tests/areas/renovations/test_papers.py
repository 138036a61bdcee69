"""Renovations on paper: the page, the PDF of the same page, and nothing before its time."""

from __future__ import annotations

import logging

import pypdfium2
import pytest

from tests.areas.renovations.yard import Yard, code
from tests.support.api import Api


@pytest.fixture
def yard(shared_api: Api) -> Yard:
    return Yard.open(shared_api)


def text_of(content: bytes) -> str:
    return "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content))


def test_every_paper_of_a_file_is_a_page_and_a_pdf(yard: Yard, caplog: pytest.LogCaptureFixture) -> None:
    one = yard.under_way(scope=["decoration", "waterproofing"])
    no = yard.noticed(one)
    made = yard.done(yard.desk, one, "passes", worker_name="周䶮", trade="水电")["passes"][0]
    yard.rectified(one, no)
    shown = [yard.file(yard.butler)]
    yard.done(yard.butler, one, "deduct", violation_no=no, amount_fen=12_345, words="代为清运", file_ids=shown)
    yard.api.post(f"/renovation-passes/{made['id']}/return", yard.desk, {})
    yard.settled(yard.accepted(one))
    told = yard.read(one)
    papers = {
        f"/renovations/{one['id']}/papers/application": ("装修申报表", "安居装饰", "防水"),
        f"/renovations/{one['id']}/papers/agreement": ("装饰装修管理协议", "3,000.00"),
        f"/renovations/{one['id']}/papers/permit": ("装修施工许可证", told["permit_number"]),
        f"/renovations/{one['id']}/papers/acceptance": ("装修验收单", "初验", "终验"),
        f"/renovations/{one['id']}/papers/settlement": ("装修押金结算单", "123.45", "2,876.55"),
        f"/renovations/{one['id']}/notices/{no}/paper": ("装修违约整改通知单", told["violations"][0]["notice_number"]),
        f"/renovation-passes/{made['id']}/paper": ("出入证", "周䶮", made["number"]),
    }
    with caplog.at_level(logging.WARNING, "weasyprint"):
        for path, words in papers.items():
            page = yard.api.get(path, yard.desk)
            assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8"), page.text
            pdf = yard.api.get(f"{path}?format=pdf", yard.desk)
            assert pdf.status_code == 200, path
            text = text_of(pdf.content)
            for word in (*words, "表单 ZS-0"):
                assert word in page.text, (path, word)
                assert word in text, (path, word)
    assert [record.getMessage() for record in caplog.records] == []  # no glyph is missing


def test_a_paper_comes_when_there_is_something_to_put_on_it(yard: Yard) -> None:
    one = yard.submitted()
    for paper in ("agreement", "permit", "acceptance", "settlement"):
        answer = yard.api.get(f"/renovations/{one['id']}/papers/{paper}", yard.desk)
        assert code(answer) == (409, "renovations.no_such_paper")
    assert yard.api.get(f"/renovations/{one['id']}/papers/application", yard.owner).status_code == 200
    other = yard.api.resident(yard.town)
    assert yard.api.get(f"/renovations/{one['id']}/papers/application", other).status_code == 404
