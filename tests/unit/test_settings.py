from pathlib import Path

import pytest
from pydantic import ValidationError

from shared.settings import EMBEDDED_DATABASE, Settings

EXAMPLE = Path(__file__).parents[2] / ".env.example"


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def settings(**values: str) -> Settings:
    return Settings(_env_file=None, **values)  # type: ignore[arg-type]  # as the environment gives it


def test_every_setting_is_in_the_example_and_the_other_way_round() -> None:
    lines = EXAMPLE.read_text().splitlines()
    named = {line.partition("=")[0] for line in lines if line and not line.startswith("#")}

    assert named == {name.upper() for name in Settings.model_fields}


def test_the_example_as_it_is_means_the_defaults() -> None:
    assert Settings(_env_file=EXAMPLE) == settings()


def test_nothing_set_is_the_embedded_mode_with_guests() -> None:
    defaults = settings()

    assert defaults.are_guests_allowed
    assert defaults.database_url.get_secret_value() == EMBEDDED_DATABASE
    assert defaults.embedded_database_file == Path("data/watch-together.db")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({}, True, id="no bot"),
        pytest.param({"bot_token": "1:a"}, False, id="a bot"),
        pytest.param({"bot_token": "1:a", "allow_guests": "true"}, True, id="a bot and guests"),
        pytest.param({"allow_guests": "false"}, False, id="nobody"),
    ],
)
def test_who_may_enter(values: dict[str, str], expected: bool) -> None:
    assert settings(**values).are_guests_allowed is expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("postgres://u:p@h/db", "postgresql+asyncpg://u:p@h/db"),
        ("postgresql://u:p@h/db", "postgresql+asyncpg://u:p@h/db"),
        ("postgresql+asyncpg://u:p@h/db", "postgresql+asyncpg://u:p@h/db"),
        ("sqlite:////var/lib/rooms.db", "sqlite+aiosqlite:////var/lib/rooms.db"),
    ],
)
def test_a_database_address_is_taken_as_people_write_it(given: str, expected: str) -> None:
    assert settings(database_url=given).database_url.get_secret_value() == expected


def test_owners_are_numbers_in_a_line() -> None:
    assert settings(owner_ids="1, 22 333").owner_ids == {1, 22, 333}


@pytest.mark.parametrize(
    "values",
    [
        {"port": "70000"},
        {"database_url": "mysql://h/db"},
        {"public_url": "watch.example.org"},
        {"bot_username": "not a name"},
        {"log_level": "LOUD"},
        {"link_secret": "short"},
        {"owner_ids": "me"},
        {"bot_token_old": "1:a"},
        {"redis_url": "redis://h"},
        {"workers": "2"},
        {"init_data_max_age": "0"},
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused_at_the_start(values: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        settings(**values)


def test_secrets_do_not_show() -> None:
    shown = repr(settings(bot_token="1:sesame", database_url="postgresql://u:sesame@h/db"))

    assert "sesame" not in shown
