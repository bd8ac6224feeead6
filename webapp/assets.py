"""
Static files under addresses that change with their content, so that they are cached for ever.

Sources keep ``import "./clock.js"``; an import map, whose keys are those plain addresses, leads
to the versioned ones. A browser without import maps loads the plain ones and revalidates.
"""

import hashlib
import json
import posixpath
import re
from base64 import b64encode
from pathlib import Path

STATIC = Path(__file__).parent / "static"
PREFIX = "/static/"
_VERSION_LENGTH = 10
_IMPORT = re.compile(r"""^(?:import|export)\b[^;]*?from\s+["'](\.{1,2}/[^"']+)["']""", re.MULTILINE)


class Assets:
    """What is under ``root`` when it is made; what changes later is not noticed."""

    def __init__(self, root: Path = STATIC) -> None:
        self.root = root
        self._imports: dict[str, list[str]] = {}
        self._versions = {
            path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[
                :_VERSION_LENGTH
            ]
            for path in sorted(root.rglob("*"))
            if path.is_file()
        }
        modules = [name for name in self._versions if name.endswith((".js", ".mjs"))]
        self.import_map = json.dumps(
            {"imports": {PREFIX + name: self.url(name) for name in modules}}, separators=(",", ":")
        )
        digest = hashlib.sha256(self.import_map.encode()).digest()
        self.import_map_csp = f"'sha256-{b64encode(digest).decode()}'"
        """What lets this one inline script, and no other, through the content security policy."""

    def url(self, name: str) -> str:
        """
        Args:
            name: A path under ``static/``, e.g. ``css/base.css``.

        Raises:
            KeyError: If there is no such file.
        """
        return f"{PREFIX}{name}?v={self._versions[name]}"

    def is_current(self, name: str, version: str) -> bool:
        return self._versions.get(name) == version

    def preloads(self, *entries: str) -> list[str]:
        """Return what the modules named, and those they import, are served as."""
        found: dict[str, None] = {}
        waiting = list(entries)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = None
                waiting += self._imports_of(name)
        return [self.url(name) for name in found]

    def _imports_of(self, name: str) -> list[str]:
        if name not in self._imports:
            source = (self.root / name).read_text(encoding="utf-8")
            self._imports[name] = [
                posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
                for path in _IMPORT.findall(source)
            ]
        return self._imports[name]
