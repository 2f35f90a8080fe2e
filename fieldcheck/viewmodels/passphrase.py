"""A new passphrase for whoever sits here. What is typed is handed through and kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fieldcheck.i18n import texts
from fieldcheck.viewmodels.jobs import Jobs
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.told import Trouble, trouble
from fieldcheck.viewmodels.weighing import is_good, weighed

if TYPE_CHECKING:
    from fieldcheck.crypto import Strength
    from fieldcheck.usecases.desk import Desk
    from fieldcheck.viewmodels.workplace import Installed


@dataclass(frozen=True, slots=True)
class PassphraseState:
    """Where it is. ``strength`` is None while nothing is written; ``same`` says the new one was repeated."""

    strength: Strength | None = None
    same: bool = False
    done: bool = False
    busy: bool = False
    trouble: Trouble | None = None

    @property
    def may_change(self) -> bool:
        """Whether the new passphrase is good and was repeated."""
        return is_good(self.strength, same=self.same) and not self.busy


class PassphraseViewModel(Observable[PassphraseState]):
    """Changes the passphrase of who sits here. ``tag`` is the language of the screen."""

    def __init__(self, desk: Desk, jobs: Jobs, installed: Installed, *, tag: str = "nl") -> None:
        super().__init__(PassphraseState())
        self._desk, self._jobs, self._installed = desk, jobs, installed
        self._texts = texts(tag)

    def weigh(self, passphrase: str, again: str) -> None:
        """Say how strong what is typed is, and whether it was repeated."""
        strength, same = weighed(passphrase, again)
        self._become(replace(self.state, strength=strength, same=same))

    def change(self, new: str, proof: str) -> None:
        """Put the new one in force; ``proof`` is the old one, or the recovery code."""

        def work() -> None:
            from fieldcheck.usecases.passphrases import change_passphrase

            change_passphrase(self._desk, self._installed.vault, new, proof=proof)

        if self.state.may_change and proof:
            self._become(replace(self.state, busy=True, trouble=None))
            self._jobs.run(work, lambda _: self._become(PassphraseState(done=True)), self._failed)

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, busy=False, trouble=trouble(error, self._texts)))
