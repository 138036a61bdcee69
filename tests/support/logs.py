"""How the tests log, and how to log as the program does for a while."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from shouwen.kit import log


def log_plainly() -> None:
    """Plain tracebacks: drawing them with every local value takes seconds."""
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
        ]
    )


@contextmanager
def logging_put_back() -> Iterator[None]:
    """Whatever the block does to logging is undone."""
    root = logging.getLogger()
    handlers, level, raising = list(root.handlers), root.level, logging.raiseExceptions
    try:
        yield
    finally:
        structlog.reset_defaults()
        log_plainly()
        root.handlers[:] = handlers
        root.setLevel(level)
        logging.raiseExceptions = raising


@contextmanager
def logged_lines() -> Iterator[io.StringIO]:
    """What the program logs meanwhile, as JSON lines."""
    lines = io.StringIO()
    with logging_put_back():
        log.configure(stream=lines)
        yield lines
