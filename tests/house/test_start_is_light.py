"""The unlock window comes up before anything heavy is imported; what is heavy comes with the unlocking."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = (
    "argon2",
    "asyncio",
    "babel",
    "cryptography",
    "fieldcheck.bundle",
    "fieldcheck.crypto",
    "fieldcheck.engine",
    "fieldcheck.paper",
    "fieldcheck.store.database",
    "fieldcheck.triage",
    "fieldcheck.usecases.desk",
    "lark",
    "pyhanko",
    "pyrage",
    "pyxform",
    "reportlab",
    "sqlalchemy",
    "sqlcipher3",
    "typst",
)
OPEN_AND_TELL = """
import json, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
import fieldcheck.__main__
from fieldcheck.windows import open_windows

def opened(window):
    watch = QTimer(window)
    def look():
        field = window.findChild(QLineEdit, "passphrase")
        name = window.findChild(QLineEdit, "name")
        if field.isVisible() and name.text():  # the worker has read who may unlock
            print(json.dumps(sorted(sys.modules)))
            window.close()
    watch.timeout.connect(look)
    watch.start(5)

sys.exit(open_windows(practice=True, language="nl", opened=opened))
"""


def test_nothing_heavy_is_imported_before_the_unlock_window(tmp_path: Path) -> None:
    folder = tmp_path / "practice"
    folder.mkdir()
    (folder / "fieldcheck.db").touch()
    (folder / "keyslots.json").write_text(json.dumps({"slots": [{"name": "H. de Wit"}]}), encoding="utf-8")
    surroundings = {
        **os.environ,
        "FIELDCHECK_HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
    }
    opened = subprocess.run(
        [sys.executable, "-c", OPEN_AND_TELL],
        env=surroundings,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded = set(json.loads(opened.stdout))
    assert "fieldcheck.ui.pages.unlock" in loaded
    assert sorted(loaded & set(HEAVY)) == []
