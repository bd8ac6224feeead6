"""An address as people paste or type it, taken apart. Nothing here knows what it leads to."""

import re
from collections.abc import Set
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}

_LABEL = r"[A-Za-z0-9_\-\u0080-\U0010ffff]{1,63}"
# urlsplit takes anything up to the next slash. Browsers read a backslash as a slash and decode
# percent signs, so a host with either is not the same host to us and to them; an @ is a password.
_HOST_AND_PORT = re.compile(
    rf"(?:\[[0-9A-Fa-f:.]+\]|{_LABEL}(?:\.{_LABEL})*\.?)(?::[0-9]*)?",
)
# "youtu.be/…" and "cdn.example.com:8080/…", but not "javascript:…", "film.mp4" or "mailto:a@b.c".
_WITHOUT_SCHEME = re.compile(rf"{_LABEL}(?:\.{_LABEL})+(?::[0-9]+)?/")


@dataclass(frozen=True, slots=True)
class Address:
    """
    Attributes:
        url: The whole of it, with a scheme; path, query and fragment as they were given.
        host: Lower case, without the trailing dot of a fully qualified name.
        port: None if it names none.
    """

    url: str
    scheme: str
    host: str
    port: int | None
    path: str
    query: str
    fragment: str

    @property
    def has_default_port(self) -> bool:
        return self.port in (None, _DEFAULT_PORTS[self.scheme])

    @property
    def segments(self) -> tuple[str, ...]:
        """The parts of the path, percent-decoded; empty ones are left out."""
        return tuple(unquote(part) for part in self.path.split("/") if part)

    def parameter(self, name: str) -> str | None:
        """Return the first value that the query gives a name, percent-decoded."""
        return _first(self.query, name)

    def fragment_parameter(self, name: str) -> str | None:
        return _first(self.fragment, name)

    def is_within(self, domains: Set[str]) -> bool:
        """Return whether the host is one of the domains or below one."""
        labels = self.host.split(".")
        return any(".".join(labels[start:]) in domains for start in range(len(labels)))


def parse_address(text: str) -> Address:
    """
    Read a web address; without a scheme, ``host.name/path`` is taken for https.

    Raises:
        ValueError: If it is not http or https, has no host, credentials, or white space inside.
    """
    text = text.strip()
    if not text.isprintable() or " " in text:
        raise ValueError("white space or control characters")
    scheme, separator, rest = text.partition("://")
    scheme = scheme.lower()
    if _WITHOUT_SCHEME.match(text):
        scheme, rest = "https", text
    elif not separator or scheme not in _DEFAULT_PORTS:
        raise ValueError("not a web address")
    url = f"{scheme}://{rest}"
    parts = urlsplit(url)
    if not _HOST_AND_PORT.fullmatch(parts.netloc):
        raise ValueError("no host, or more than a host")
    return Address(
        url=url,
        scheme=scheme,
        host=(parts.hostname or "").removesuffix("."),
        port=parts.port,
        path=parts.path,
        query=parts.query,
        fragment=parts.fragment,
    )


def _first(query: str, name: str) -> str | None:
    # Copied out of a page's source, an address has its ampersands spelt out.
    return parse_qs(query.replace("&amp;", "&")).get(name, [None])[0]
