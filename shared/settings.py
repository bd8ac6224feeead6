"""Every setting, read once by ``main.py`` and handed on as values."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

EMBEDDED_DATABASE = "sqlite+aiosqlite:///data/watch-together.db"


class Settings(BaseSettings):
    """
    From the environment and ``.env``, the environment first; ``.env.example`` explains each.

    The defaults are the embedded mode: with nothing set, ``python main.py`` serves guests from a
    SQLite file.
    """

    model_config = SettingsConfigDict(
        env_file=".env",
        extra="ignore",
        frozen=True,
        env_ignore_empty=True,
        hide_input_in_errors=True,  # an error must not print a token
    )

    bot_token: SecretStr | None = None
    bot_token_old: SecretStr | None = None
    bot_token_old_until: datetime | None = None
    bot_username: str = Field("", pattern=r"^[A-Za-z0-9_]{0,32}$")
    app_name: str = Field("", pattern=r"^[A-Za-z0-9_]{0,30}$")
    bot_api_url: str = "https://api.telegram.org"
    bot_proxy: SecretStr | None = None
    webhook_url: str = ""
    webhook_secret: SecretStr | None = None
    public_url: str = ""
    host: str = "0.0.0.0"  # noqa: S104  a container or a phone on the same network must reach it
    port: int = Field(8000, ge=0, le=65535)
    database_url: SecretStr = SecretStr(EMBEDDED_DATABASE)
    redis_url: SecretStr | None = None
    link_secret: SecretStr | None = Field(None, min_length=8)
    init_data_max_age: int = Field(24 * 60 * 60, ge=60)
    owner_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    allow_guests: bool | None = None
    workers: int = Field(1, ge=1)
    metrics_token: SecretStr | None = Field(None, min_length=16)
    log_level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")

    @field_validator("owner_ids", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return value.replace(",", " ").split() if isinstance(value, str) else value

    @field_validator("bot_username", mode="before")
    @classmethod
    def _without_at(cls, value: object) -> object:
        return value.removeprefix("@") if isinstance(value, str) else value

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("webhook_secret")
    @classmethod
    def _secret_of_telegram(cls, value: SecretStr | None) -> SecretStr | None:
        """core.telegram.org/bots/api#setwebhook: 1-256 characters of this alphabet."""
        if value and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
            raise ValueError("may hold 1-256 letters, digits, _ and - only")
        return value

    @field_validator("bot_api_url", "public_url", "webhook_url")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _driver(cls, value: SecretStr) -> SecretStr:
        """Name the async driver, so that the address everybody writes works as it is."""
        scheme, separator, rest = value.get_secret_value().partition("://")
        drivers = {
            "postgres": "postgresql+asyncpg",
            "postgresql": "postgresql+asyncpg",
            "sqlite": "sqlite+aiosqlite",
        }
        driver = drivers.get(scheme, scheme)
        if not separator or driver not in drivers.values():
            raise ValueError("must start with sqlite:// or postgresql://")
        return SecretStr(f"{driver}://{rest}")

    @field_validator("bot_token_old_until")
    @classmethod
    def _in_utc(cls, value: datetime | None) -> datetime | None:
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if self.bot_token_old and not self.bot_token_old_until:
            raise ValueError("BOT_TOKEN_OLD needs BOT_TOKEN_OLD_UNTIL: it must not live for ever")
        if self.redis_url or self.workers > 1:
            raise ValueError(
                "REDIS_URL and WORKERS above 1 are not supported yet: leave them out,"
                " one process serves everybody"
            )
        return self

    @property
    def are_guests_allowed(self) -> bool:
        return self.allow_guests if self.allow_guests is not None else self.bot_token is None

    @property
    def embedded_database_file(self) -> Path | None:
        """The SQLite file that is migrated at start; None for a database server."""
        scheme, _, path = self.database_url.get_secret_value().partition(":///")
        return Path(path) if scheme == "sqlite+aiosqlite" else None


def revealed(secret: SecretStr | None) -> str | None:
    """Return a secret, for whoever is handed it."""
    return secret.get_secret_value() if secret else None
