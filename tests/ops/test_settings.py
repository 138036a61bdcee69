"""Settings: nothing is needed to try it out; production says in one line what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from shouwen.kit.keyring import Keyring
from shouwen.settings import Mode, SettingsError, load_settings


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    Keyring.load_or_create(tmp_path / "keys")
    return tmp_path / "keys"


def production(good_key: Path, **other: Any) -> dict[str, Any]:
    good = {"mode": Mode.PRODUCTION, "public_url": "https://desk.example.com", "key_file": good_key}
    return {**good, **other}


def test_without_any_setting_it_is_a_sqlite_file_in_the_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load_settings()
    assert settings.is_sqlite
    assert settings.url == f"sqlite:///{tmp_path}/var/shouwen.sqlite3"
    assert settings.owner_url == settings.url
    assert (settings.is_production, settings.sandbox, settings.public_url) == (False, False, None)


def test_the_environment_decides_and_the_command_line_decides_over_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOUWEN_PORT", "9000")
    monkeypatch.setenv("SHOUWEN_TRUSTED_PROXIES", "10.0.0.1, 10.1.0.0/16")
    assert load_settings().port == 9000
    assert load_settings(port=9001).port == 9001
    assert load_settings(port=None).port == 9000
    assert load_settings().trusted_proxies == ("10.0.0.1", "10.1.0.0/16")


def test_production_starts_with_all_it_needs(key_file: Path) -> None:
    settings = load_settings(**production(key_file))
    assert settings.is_production
    assert settings.drain_seconds == 5


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"sandbox": True}, "without --sandbox"),
        ({"public_url": None}, "set SHOUWEN_PUBLIC_URL"),
        ({"public_url": "http://desk.example.com"}, "must begin with https://"),
        ({"key_file": None}, "set SHOUWEN_KEY_FILE"),
        ({"key_file": Path("/nowhere/keys")}, "shouwen make-key /nowhere/keys"),
    ],
)
def test_production_refuses_and_says_what_to_set(wrong: dict[str, Any], said: str, key_file: Path) -> None:
    with pytest.raises(SettingsError, match=said) as refused:
        load_settings(**production(key_file, **wrong))
    assert len(str(refused.value).splitlines()) == 1


def test_production_names_everything_that_is_missing_at_once() -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings(mode="production", sandbox=True)
    assert len(str(refused.value).splitlines()) == 3


def test_production_refuses_a_key_file_that_everybody_may_read(key_file: Path) -> None:
    key_file.chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        load_settings(**production(key_file))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"database_url": "mysql://x@y/z"}, "SHOUWEN_DATABASE_URL: only postgresql:// and sqlite:///"),
        ({"database_url": "not a url"}, "SHOUWEN_DATABASE_URL: is no database URL"),
        ({"public_url": "desk.example.com"}, "SHOUWEN_PUBLIC_URL: must be an origin"),
        ({"public_url": "https://desk.example.com/console"}, "SHOUWEN_PUBLIC_URL: must be an origin"),
        ({"trusted_proxies": "everybody"}, "SHOUWEN_TRUSTED_PROXIES: "),
        ({"clock_file": Path("/tmp/clock")}, "needs --sandbox"),  # noqa: S108 - only named
        ({"mode": "live"}, "SHOUWEN_MODE: "),
        ({"port": 70_000}, "SHOUWEN_PORT: "),
    ],
)
def test_a_wrong_setting_is_named(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        load_settings(**wrong)


def test_no_secret_of_the_settings_is_shown() -> None:
    settings = load_settings(metrics_token="a secret of ours")
    assert "a secret of ours" not in repr(settings)
