"""The browser libraries in the tree are the ones their README names, with their licences."""

import hashlib
from pathlib import Path
from typing import NamedTuple

import pytest

VENDOR = Path(__file__).resolve().parents[2] / "webapp" / "static" / "js" / "vendor"


class Library(NamedTuple):
    """A row of the README's table."""

    package: str
    version: str
    licence: str
    published: str
    file: str
    sha256: str


def libraries() -> list[Library]:
    rows = (
        line.strip("| ").split(" | ") for line in (VENDOR / "README.md").read_text().splitlines()
    )
    return [Library(*row) for row in rows if len(row) == 6 and row[3].startswith("dist/")]


@pytest.mark.parametrize("library", libraries(), ids=lambda library: library.package)
def test_a_library_is_the_one_the_readme_names(library: Library) -> None:
    assert hashlib.sha256((VENDOR / library.file).read_bytes()).hexdigest() == library.sha256


@pytest.mark.parametrize("library", libraries(), ids=lambda library: library.package)
def test_a_library_has_its_licence_beside_it(library: Library) -> None:
    assert "Copyright" in (VENDOR / f"{library.package}.LICENSE").read_text()


@pytest.mark.parametrize("library", libraries(), ids=lambda library: library.package)
def test_a_library_names_no_file_that_is_not_here(library: Library) -> None:
    assert "sourceMappingURL" not in (VENDOR / library.file).read_text()


def test_every_library_is_in_the_readme() -> None:
    files = {path.name for path in VENDOR.iterdir() if path.suffix in {".js", ".mjs"}}
    assert files == {library.file for library in libraries()}
    assert files
