"""Settings, all from the environment as `SHOUWEN_*`; nothing is needed to try the thing out on one machine.

Production is strict: whatever would make it unsafe stops the start, in one line that says what to set.
"""

import ipaddress
import stat
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

import sqlalchemy as sa
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from shouwen.core.delivery import sms, wecom
from shouwen.core.delivery.rules import SmsAccount
from shouwen.core.ledger import wechat
from shouwen.core.ledger.rules import WechatAccount

ROOT = Path(__file__).resolve().parents[2]
_LOCAL = frozenset({"127.0.0.1", "::1", "localhost"})
_MEGABYTE = 1_000_000
_WECHAT_PAY = (
    "wechat_pay_app_id",
    "wechat_pay_merchant_id",
    "wechat_pay_serial",
    "wechat_pay_key_file",
    "wechat_pay_platform_serial",
    "wechat_pay_platform_key_file",
    "wechat_pay_api_v3_key",
)
_SMS = ("sms_access_key_id", "sms_access_key_secret", "sms_sign_name", "sms_template")


class SettingsError(Exception):
    """The settings do not allow a start. One line for each reason."""


class Mode(StrEnum):
    """Whether this is somebody's desk or a community's."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class Settings(BaseSettings):
    """How this process runs. Sizes are bytes, durations seconds."""

    model_config = SettingsConfigDict(env_prefix="SHOUWEN_", extra="ignore", frozen=True)

    mode: Mode = Mode.DEVELOPMENT
    data_dir: Path = Path("var")
    database_url: str = ""
    owner_database_url: str | None = None
    connections: int = Field(16, ge=2, le=200)
    key_file: Path | None = None
    public_url: str | None = None
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535)
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = ()
    metrics_token: SecretStr | None = None
    log_level: str = Field("info", pattern="^(debug|info|warning|error)$")
    body_bytes: int = Field(_MEGABYTE, ge=10_000, le=100 * _MEGABYTE)
    upload_bytes: int = Field(20 * _MEGABYTE, ge=10_000, le=1000 * _MEGABYTE)
    uploads_a_day: int = Field(300, ge=1, le=100_000)
    upload_bytes_a_day: int = Field(1000 * _MEGABYTE, ge=10_000)
    import_rows: int = Field(50_000, ge=1, le=1_000_000)
    deadline_s: float = Field(6, gt=0, le=60)
    upload_deadline_s: float = Field(60, gt=0, le=600)
    drain_s: float | None = Field(None, ge=0, le=60)
    disk_floor_bytes: int = Field(1000 * _MEGABYTE, ge=0)
    wecom_url: str = wecom.URL
    sms_url: str = sms.URL
    sms_access_key_id: str | None = None
    sms_access_key_secret: SecretStr | None = None
    sms_sign_name: str | None = None
    sms_template: str | None = None
    sms_template_en: str | None = None
    wechat_pay_url: str = wechat.URL
    wechat_pay_app_id: str | None = None
    wechat_pay_merchant_id: str | None = None
    wechat_pay_serial: str | None = None
    wechat_pay_key_file: Path | None = None
    wechat_pay_platform_serial: str | None = None
    wechat_pay_platform_key_file: Path | None = None
    wechat_pay_api_v3_key: SecretStr | None = None
    sandbox: bool = False
    clock_file: Path | None = None

    @field_validator("data_dir", "key_file", "clock_file", "wechat_pay_key_file", "wechat_pay_platform_key_file")
    @classmethod
    def _absolute(cls, path: Path | None) -> Path | None:
        return path.expanduser().resolve() if path else None

    @field_validator("database_url", "owner_database_url")
    @classmethod
    def _known_database(cls, url: str | None) -> str | None:
        if not url:
            return url
        try:
            backend = sa.make_url(url).get_backend_name()
        except sa.exc.ArgumentError as error:
            raise ValueError("is no database URL (postgresql://user@host/name or sqlite:////path/file)") from error
        if backend not in {"sqlite", "postgresql"}:
            raise ValueError("only postgresql:// and sqlite:/// are known")
        return url

    @field_validator("wecom_url", "sms_url", "wechat_pay_url")
    @classmethod
    def _spoken_to(cls, url: str) -> str:
        parts = urlsplit(cls._origin(url) or "")
        if parts.scheme != "https" and parts.hostname not in _LOCAL:
            raise ValueError("must begin with https://; only a stand-in on this machine may do without")
        return f"{parts.scheme}://{parts.netloc}"

    @field_validator("public_url")
    @classmethod
    def _origin(cls, url: str | None) -> str | None:
        if not url:
            return None
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
            raise ValueError("must be an origin such as https://desk.example.com, without a path")
        return f"{parts.scheme}://{parts.netloc}"

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _networks(cls, value: Any) -> Any:
        listed = [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value
        for part in listed:
            ipaddress.ip_network(part, strict=False)
        return tuple(listed)

    @model_validator(mode="after")
    def _sandbox_travels(self) -> Self:
        if self.clock_file and not self.sandbox:
            raise ValueError("a clock file needs --sandbox")
        return self

    @model_validator(mode="after")
    def _sms_is_whole(self) -> Self:
        given = [getattr(self, name) for name in _SMS]
        if any(given) and not all(given):
            missing = " and ".join(f"SHOUWEN_{name.upper()}" for name in _SMS if not getattr(self, name))
            raise ValueError(f"text messages need {missing} too")
        return self

    @model_validator(mode="after")
    def _wechat_pay_is_whole(self) -> Self:
        given = [getattr(self, name) for name in _WECHAT_PAY]
        if any(given) and not all(given):
            missing = " and ".join(f"SHOUWEN_{name.upper()}" for name in _WECHAT_PAY if not getattr(self, name))
            raise ValueError(f"WeChat Pay needs {missing} too")
        if self.wechat_pay is not None:
            wechat.check_account(self.wechat_pay)
        return self

    @model_validator(mode="after")
    def _production_is_strict(self) -> Self:
        if self.is_production:
            reasons = list(_unsafe(self))
            if reasons:
                raise ValueError("\n".join(reasons))
        return self

    @property
    def is_production(self) -> bool:
        return self.mode is Mode.PRODUCTION

    @property
    def url(self) -> str:
        """The database the application talks to."""
        return self.database_url or f"sqlite:///{self.data_dir / 'shouwen.sqlite3'}"

    @property
    def owner_url(self) -> str:
        """The same database, as the role that owns the tables: for migrations and backups."""
        return self.owner_database_url or self.url

    @property
    def sms(self) -> SmsAccount | None:
        """The account text messages are sent from, where there is one."""
        if not (self.sms_access_key_id and self.sms_access_key_secret and self.sms_sign_name and self.sms_template):
            return None
        return SmsAccount(
            url=self.sms_url,
            key_id=self.sms_access_key_id,
            key_secret=self.sms_access_key_secret.get_secret_value(),
            sign_name=self.sms_sign_name,
            template=self.sms_template,
            template_en=self.sms_template_en,
        )

    @property
    def wechat_pay(self) -> WechatAccount | None:
        """The account people pay to by WeChat, where there is one. Raises ValueError for keys that cannot be read."""
        if not all(getattr(self, name) for name in _WECHAT_PAY):
            return None
        return WechatAccount(
            app_id=str(self.wechat_pay_app_id),
            merchant_id=str(self.wechat_pay_merchant_id),
            serial=str(self.wechat_pay_serial),
            private_key=_pem(self.wechat_pay_key_file),
            platform_serial=str(self.wechat_pay_platform_serial),
            platform_key=_pem(self.wechat_pay_platform_key_file),
            api_v3_key=self.wechat_pay_api_v3_key.get_secret_value() if self.wechat_pay_api_v3_key else "",
            url=self.wechat_pay_url,
        )

    @property
    def is_sqlite(self) -> bool:
        return sa.make_url(self.url).get_backend_name() == "sqlite"

    @property
    def key_path(self) -> Path:
        return self.key_file or self.data_dir / "keys"

    @property
    def drain_seconds(self) -> float:
        """How long a stopping process still serves after it stopped being ready, so that a balancer can look away."""
        if self.drain_s is not None:
            return self.drain_s
        return 5 if self.is_production else 0


def _pem(path: Path | None) -> str:
    try:
        return path.read_text("ascii") if path else ""
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"cannot read the key in {path}") from error


def load_settings(**given: Any) -> Settings:
    """The settings of the environment, with `given` on top. Raises SettingsError with one line for each reason."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        raise SettingsError("\n".join(_line(item) for item in error.errors(include_url=False))) from error


def _unsafe(settings: Settings) -> list[str]:
    """Why this must not serve a community."""
    reasons = [
        f"SHOUWEN_{name.upper()} must begin with https://: what is sent carries secrets"
        for name in ("wecom_url", "sms_url", "wechat_pay_url")
        if not getattr(settings, name).startswith("https://")
    ]
    if settings.sandbox:
        reasons.append("production has no sandbox: start without --sandbox and --clock")
    if not settings.public_url:
        reasons.append("set SHOUWEN_PUBLIC_URL to the address people use, for example https://desk.example.com")
    elif not settings.public_url.startswith("https://"):
        reasons.append("SHOUWEN_PUBLIC_URL must begin with https://: sign-in cookies travel only over TLS")
    if not settings.key_file:
        reasons.append("set SHOUWEN_KEY_FILE to the file that holds the encryption keys")
    elif problem := key_file_problem(settings.key_file):
        reasons.append(problem)
    return reasons


def key_file_problem(path: Path) -> str | None:
    """What is wrong with the key file's place or rights; None when nothing is."""
    if not path.is_file():
        return f"SHOUWEN_KEY_FILE: there is no file {path}; make one with `shouwen make-key {path}`"
    if path.stat().st_mode & stat.S_IRWXO:
        return f"SHOUWEN_KEY_FILE: everybody may read {path}: run `chmod 600 {path}`"
    return None


def _line(item: Any) -> str:
    message = str(item["msg"]).removeprefix("Value error, ")
    where = "".join(f"SHOUWEN_{str(part).upper()}: " for part in item["loc"][:1])
    return where + message
