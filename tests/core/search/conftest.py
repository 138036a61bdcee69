"""Communities of their own in a shared database, so that one example cannot see another's words."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.places.models import Community
from shouwen.core.search import queries, service
from shouwen.core.subjects.models import Subject, SubjectType
from shouwen.kit.clock import SystemClock
from shouwen.kit.db import Database, Scope
from shouwen.kit.ids import new_id


class Library:
    """A community with subjects, numbered from 0, each with a text."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.community_id = new_id()
        self.scope = Scope.of(self.community_id)
        self.ids: list[UUID] = []
        with db.write(self.scope) as session:
            code = self.community_id.hex
            session.add(Community(id=self.community_id, name=code, code=code, created_at=SystemClock().now()))

    def add(self, *texts: str) -> None:
        with self.db.write(self.scope) as session:
            for text in texts:
                service.index(session, self.community_id, self._subject(session), text)

    def add_at_once(self, texts: list[str]) -> None:
        with self.db.write(self.scope) as session:
            documents = [service.Document(self.community_id, self._subject(session), text) for text in texts]
            service.index_new(session, documents)

    def change(self, number: int, text: str) -> None:
        with self.db.write(self.scope) as session:
            service.index(session, self.community_id, self.ids[number], text)

    def remove(self, number: int) -> None:
        with self.db.write(self.scope) as session:
            service.remove(session, self.community_id, self.ids[number])

    def find(self, question: str, scope: Scope | None = None) -> list[int]:
        """The numbers of the subjects found, in order."""
        with self.db.read(scope or self.scope) as session:
            found = session.scalars(sa.select(Subject.id).where(Subject.id.in_(queries.matching(session, question))))
            return sorted(self.ids.index(subject_id) for subject_id in found)

    def _subject(self, session: Session) -> UUID:
        subject = Subject(community_id=self.community_id, id=new_id(), type=SubjectType.CASE)
        session.add(subject)
        self.ids.append(subject.id)
        return subject.id


@pytest.fixture(scope="module")
def words_db(shared_database_url: str) -> Iterator[Database]:
    db = Database(shared_database_url, role="shouwen_app")
    yield db
    db.close()


@pytest.fixture
def library(words_db: Database) -> Library:
    return Library(words_db)
