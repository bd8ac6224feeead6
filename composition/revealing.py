"""Secrets of the settings, for those who are handed them."""

from pydantic import SecretStr


def revealed(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None
