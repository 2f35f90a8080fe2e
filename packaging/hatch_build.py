"""Puts the data folders into the wheel, with the catalogues compiled.

An installed program finds them under ``fieldcheck/_data`` (see ``fieldcheck/assets.py``). Translators'
``.po`` files stay behind: the wheel carries their ``.mo`` only.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DataHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds forms, resources and compiled translations to the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the catalogues into a temporary folder and list every data file for the wheel."""
        if version == "editable":
            return  # a checkout finds its data beside the package
        root = Path(self.root)
        self._compiled = TemporaryDirectory(prefix="fieldcheck-catalogues-")
        compiled = Path(self._compiled.name)
        _compile(root, compiled)
        folders = {"forms": root / "forms", "resources": root / "resources", "translations": compiled}
        include = build_data["force_include"]
        for name, folder in folders.items():
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    include[str(path)] = f"fieldcheck/_data/{name}/{path.relative_to(folder).as_posix()}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the temporary folder."""
        if version != "editable":
            self._compiled.cleanup()


def _compile(root: Path, target: Path) -> None:
    sys.path.insert(0, str(root))
    try:
        from fieldcheck.i18n.upkeep import compile_all
    finally:
        sys.path.remove(str(root))
    compile_all(root / "translations", target)
