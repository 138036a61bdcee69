"""The one promise: what is found is what a plain scan of the folded texts would find."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from shouwen.core.search import queries, rules
from shouwen.core.subjects.models import Subject
from shouwen.kit.db import COMPANY_SCOPE, NO_SCOPE, Database
from shouwen.kit.text import fold
from tests.core.search.conftest import Library

# Few characters, so that texts share pairs; among them what a tokenizer, LIKE or FTS5 would trip over.
ALPHABET = "电梯坏水管漏a b\n　Ａé\u0301ﬁ①İß%_\\'\"*()-:^+😀𠮷\u200d"
TEXTS = st.lists(st.text(ALPHABET, max_size=12), max_size=6)
QUESTIONS = st.text(ALPHABET, min_size=1, max_size=5)


def scan(texts: list[str | None], question: str) -> list[int]:
    """What the search promises, said in the plainest way."""
    wanted = fold(question).split()
    return [
        number for number, text in enumerate(texts) if text is not None and all(term in fold(text) for term in wanted)
    ]


@settings(max_examples=60, deadline=None)
@given(texts=TEXTS, questions=st.lists(QUESTIONS, min_size=1, max_size=4), cut=st.data())
def test_finds_what_a_plain_scan_finds(
    words_db: Database, texts: list[str], questions: list[str], cut: st.DataObject
) -> None:
    library = Library(words_db)
    library.add(*texts)
    for text in texts:  # and parts of what is there, which random questions would rarely hit
        start = cut.draw(st.integers(0, len(text)))
        questions = [*questions, text[start : start + cut.draw(st.integers(1, 6))]]
    for question in questions:
        assert library.find(question) == scan(list(texts), question), question


@settings(max_examples=40, deadline=None)
@given(
    texts=st.lists(st.text(ALPHABET, max_size=8), min_size=1, max_size=4),
    changes=st.lists(st.tuples(st.integers(0, 3), st.none() | st.text(ALPHABET, max_size=8)), max_size=5),
    question=QUESTIONS,
)
def test_forgets_what_was_changed_and_removed(
    words_db: Database, texts: list[str], changes: list[tuple[int, str | None]], question: str
) -> None:
    library = Library(words_db)
    library.add_at_once(texts)
    now: list[str | None] = list(texts)
    for at, text in changes:
        number = at % len(texts)
        now[number] = text
        if text is None:
            library.remove(number)
        else:
            library.change(number, text)
    for asked in (question, *texts):
        assert library.find(asked) == scan(now, asked)


@given(
    st.lists(
        st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=2), unique=True
    )
)
def test_different_grams_are_different_tokens(grams: list[str]) -> None:
    assert len({rules.token(gram) for gram in grams}) == len(grams)
    assert all(rules.token(gram).isalnum() and rules.token(gram).isascii() for gram in grams)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("电梯", [0, 1]),
        ("梯", [0, 1]),
        ("电梯坏了", [0]),
        ("坏了 电梯", [0, 1]),
        ("坏 电梯 三", [0]),
        ("abc-12", [2]),
        ("ＡＢＣ－１２", [2]),
        ("100%", [2]),
        ("0%中", []),
        ("电_", []),
        ("梯电", []),
        ('" OR "', []),
        ("电梯\0", []),
        ("电梯\ud800", []),
        ("   ", [0, 1, 2]),
        ("电" * 300, []),
        (" ".join(chr(number) for number in range(0x4E00, 0x4E00 + 300)), []),
    ],
)
def test_words_as_people_type_them(library: Library, question: str, found: list[int]) -> None:
    library.add("三号楼电梯坏了，没人修", "电 梯\n坏了 电梯", "Abc-12 投诉　100% 扰民")
    assert library.find(question) == found


def test_long_questions_are_still_exact(library: Library) -> None:
    long = "".join(chr(0x4E00 + number) for number in range(200))
    library.add(long, long[:-1] + "x", long[1:])
    assert library.find(long) == [0]
    assert library.find(long[1:-1]) == [0, 1, 2]


def test_parts_do_not_run_into_each_other(library: Library) -> None:
    library.add("水管\n漏水")
    assert library.find("管漏") == []


def test_neighbours_stay_out_of_sight(words_db: Database) -> None:
    ours, theirs = Library(words_db), Library(words_db)
    ours.add("楼道灯不亮")
    theirs.add("楼道灯不亮")
    assert ours.find("楼道灯") == [0]
    assert ours.find("楼道灯", scope=NO_SCOPE) == []
    with words_db.read(ours.scope) as session:
        assert session.scalars(queries.matching(session, "楼道灯")).all() == ours.ids
    with words_db.read(COMPANY_SCOPE) as session:
        assert {*ours.ids, *theirs.ids} <= {*session.scalars(queries.matching(session, "楼道灯"))}


def test_indexing_again_keeps_one_document(library: Library) -> None:
    library.add("噪音")
    library.change(0, "噪音")
    library.change(0, "漏水")
    library.change(0, "噪音")
    assert library.find("噪音") == [0]
    assert library.find("漏水") == []


def test_the_index_is_used(words_db: Database, library: Library) -> None:
    library.add("楼顶漏水")
    with words_db.read(COMPANY_SCOPE) as session:
        connection = session.connection()
        if words_db.is_sqlite:
            explain, index = "EXPLAIN QUERY PLAN", "search_grams VIRTUAL TABLE INDEX"
        else:  # with a handful of rows a scan is cheaper: is the index of any use when scans are dear?
            explain, index = "EXPLAIN", "Index Scan on ix_search_documents_grams"
            session.execute(sa.text("SET LOCAL enable_seqscan = off"))
            session.execute(sa.text("SET LOCAL enable_indexscan = off"))
        rows = sa.select(Subject.id).where(Subject.id.in_(queries.matching(session, "漏水")))
        asked = rows.compile(connection, compile_kwargs={"literal_binds": True})
        plan = " ".join(str(row) for row in connection.exec_driver_sql(f"{explain} {asked}"))
    assert index in plan


def test_real_messages_are_found_as_a_scan_finds_them(library: Library, real_messages: Path) -> None:
    texts = []
    for path in sorted(real_messages.glob("citizen_messages*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            texts += [f"{row['subject']}\n{row['detail']}" for row in csv.DictReader(lines)]
    library.add_at_once(texts)
    assert len(texts) > 1000
    assert len(library.find("电梯")) > 20
    for question in ("电梯", "物业 电梯", "噪音", "A7县", "a７县", "公积金", "的", "施工噪音扰民", "小区", "？？？"):
        assert library.find(question) == scan(list(texts), question), question
