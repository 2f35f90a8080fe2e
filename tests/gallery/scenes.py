"""The register of scenes: one decorated function for each screen in one state, needing no store.

    @scene("desk")
    def busy_desk(stage: Stage) -> QWidget: ...

A scene is drawn in every combination of ``languages``, theme, size and scale; ``stage`` says which. It
returns the whole window content, or a page: then it is put under the bar (``bar=True``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldcheck.i18n import Texts, texts
from fieldcheck.ui.frames import Bar
from fieldcheck.viewmodels.told import Trouble

NOW = datetime(2026, 11, 22, 4, 12, 8, tzinfo=UTC)
"""The moment of every picture: 05:12:08 in the Netherlands."""


@dataclass(frozen=True)
class Stage:
    """What a scene is drawn for; ``language`` is that of the interface."""

    language: str

    @property
    def texts(self) -> Texts:
        """The words of the interface."""
        return texts(self.language)

    def told(self, what: str, kept: str = "", remedy: str = "") -> Trouble:
        """What went wrong, each sentence in the language of the picture."""
        text = self.texts.text
        return Trouble(*(text(words) if words else "" for words in (what, kept, remedy)))


SceneFactory = Callable[[Stage], QWidget]


@dataclass(frozen=True)
class Scene:
    """A registered scene."""

    name: str
    make: SceneFactory
    bar: bool
    sheet: bool = False
    languages: tuple[str, ...] = field(default=("nl", "en"))


SCENES: dict[str, Scene] = {}


def scene(
    name: str, *, bar: bool = True, sheet: bool = False, languages: tuple[str, ...] = ("nl", "en")
) -> Callable[[SceneFactory], SceneFactory]:
    """Register a scene under a unique name, which is also the name of its picture.

    A ``sheet`` is drawn as large as it wants to be, without a bar.
    """

    def register(make: SceneFactory) -> SceneFactory:
        if name in SCENES:
            raise ValueError(f"two scenes are called {name}")
        SCENES[name] = Scene(name, make, bar and not sheet, sheet, languages)
        return make

    return register


def staged(one: Scene, language: str) -> QWidget:
    """The scene as a whole window content, with the bar above it where it has one."""
    stage = Stage(language)
    content = one.make(stage)
    if not one.bar:
        return content
    words = stage.texts.text
    bar = Bar(
        practice_word=words("OEFENACTIE"), lock_word=words("Vergrendelen"), call_word=words("Collega roepen")
    )
    bar.practice.show()
    bar.place.setText("Park De Voorbeeldhoeve · Intake 1")
    bar.show_saved(words("Opgeslagen om {time}", time="05:12:08"), saved=True)
    bar.clock.setText("05:12")
    whole = QWidget()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(bar)
    layout.addWidget(content, 1)
    whole.setFocusProxy(content)
    return whole
