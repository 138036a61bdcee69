"""A book of spreadsheets for each test, in a house of its own: what others left there would be done again."""

from __future__ import annotations

import pytest

from tests.core.imports.book import Book
from tests.support.api import Api


@pytest.fixture
def book(api: Api) -> Book:
    return Book.open(api)
