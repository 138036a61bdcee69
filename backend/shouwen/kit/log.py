"""Logs: one JSON object a line on standard output, with the request's id, without personal data.

Callers log ids, codes and numbers (`log.info("sealed", community_id=…, rows=12)`). Redaction is only the second net:
telephone numbers, identity numbers, tokens, and values under names such as `password` go, wherever they turn up, in
tracebacks and in what libraries log too.
"""

import logging
import re
import sys
from collections.abc import MutableMapping
from contextvars import ContextVar, Token
from typing import Any, Final, TextIO

import structlog
from structlog.typing import EventDict, WrappedLogger

REDACTED: Final = "[redacted]"

_request_id: ContextVar[str] = ContextVar("request_id", default="-")

_SECRET_NAMES: Final = re.compile(
    r"password|passwd|secret|token|authorization|cookie|api_?key|phone|mobile|id_?number|id_?card", re.IGNORECASE
)
# Alternatives in this order; identifiers come first so that digits inside them are left alone.
_REDACTED_TEXT: Final = re.compile(
    r"""
      (?P<kept>\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b)
    | \[parameters:[^\n]*                               # SQLAlchemy's values of a failed statement
    | (?<=DETAIL:).*                                    # PostgreSQL's values of a violated constraint
    | (?<=Bearer\s)\S+
    | (?<=_session=)[^;\s]+
    | (?<![A-Za-z0-9])(?:pk|whsec)_[A-Za-z0-9_+/=.-]{8,}
    | (?<![0-9])[0-9]{17}[0-9Xx](?![0-9])               # resident identity number
    | (?<![0-9])(?:\+?86[ -]?)?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])
    | (?<![0-9])[0-9]{11}(?![0-9])
    | (?<![A-Za-z0-9_-])(?=[A-Za-z0-9_-]{40})(?=[0-9A-Z_-]*[a-z])(?=[0-9a-z_-]*[A-Z])(?=[A-Za-z_-]*[0-9])[A-Za-z0-9_-]+
    """,
    re.VERBOSE,
)


def configure(level: str = "INFO", stream: TextIO | None = None) -> None:
    """Sends every log of this process, our own and the libraries', to `stream` (standard output) as JSON lines."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        add_request_id,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                redact,
                structlog.processors.JSONRenderer(ensure_ascii=True, default=str),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    _quiet()


def _quiet() -> None:
    """Our own access log says more than uvicorn's and no query strings; a full disk must not print tracebacks."""
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.setLevel(logging.NOTSET)  # how loud uvicorn was told to be does not decide it
    logging.getLogger("uvicorn.access").setLevel(logging.CRITICAL)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it logs URLs
    logging.raiseExceptions = False


def current_request_id() -> str:
    """The id of the request being served, or `-`."""
    return _request_id.get()


def enter_request(request_id: str) -> Token[str]:
    """Names the request (or the job) that everything from here on is logged under; end it with `leave_request`."""
    return _request_id.set(request_id)


def leave_request(token: Token[str]) -> None:
    """Undoes `enter_request`."""
    _request_id.reset(token)


def add_request_id(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """A structlog processor: `request_id`, where there is one."""
    if (request_id := current_request_id()) != "-":
        event.setdefault("request_id", request_id)
    return event


def redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """A structlog processor: the second net. Goes through nested values too."""
    return {str(name): _redact_value(str(name), value) for name, value in event.items()}


def redact_text(text: str) -> str:
    """`text` without telephone and identity numbers, tokens and SQL parameters."""
    return _REDACTED_TEXT.sub(lambda found: found[0] if found["kept"] else REDACTED, text)


def _redact_value(name: str, value: Any) -> Any:
    if _SECRET_NAMES.search(name) and value is not None:
        return REDACTED
    if isinstance(value, bool | None):
        return value
    if isinstance(value, int | float):
        return value if redact_text(str(value)) == str(value) else REDACTED
    if isinstance(value, MutableMapping):
        return {redact_text(str(inner)): _redact_value(str(inner), held) for inner, held in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_redact_value("", held) for held in value]
    return redact_text(value if isinstance(value, str) else str(value))
