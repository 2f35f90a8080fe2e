"""Who may unlock this laptop: the list, adding somebody, withdrawing somebody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import texts
from fieldcheck.viewmodels.jobs import Jobs
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.told import Trouble, trouble
from fieldcheck.viewmodels.weighing import is_good, weighed

if TYPE_CHECKING:
    from fieldcheck.crypto import Strength
    from fieldcheck.usecases.desk import Desk
    from fieldcheck.usecases.giving_keys import Readers
    from fieldcheck.viewmodels.workplace import Installed

ADDED = N_("{name} kan deze laptop nu ontgrendelen.")
WITHDRAWN = N_("{name} kan deze laptop niet meer ontgrendelen.")
GIVEN = N_("{name} kan de afgeschermde notities nu lezen.")
TAKEN = N_("{name} kan de afgeschermde notities niet meer lezen.")


@dataclass(frozen=True, slots=True)
class UsersState:
    """What the page shows. ``own`` is who sits here; ``chosen`` may be withdrawn; ``told`` is what was done.

    ``strength`` is that of the new passphrase, None while nothing is written; ``same`` says it was repeated.
    ``readers`` is who can read the sealed notes, None until that is known.
    """

    own: str
    users: tuple[str, ...] = ()
    chosen: str = ""
    strength: Strength | None = None
    same: bool = False
    told: str = ""
    loaded: bool = False
    busy: bool = False
    trouble: Trouble | None = None
    readers: Readers | None = None

    @property
    def keeps_notes(self) -> bool:
        """Whether this laptop has the key of sealed notes at all."""
        return self.readers is not None and self.readers.here

    def reads(self, name: str) -> bool:
        """Whether a user can read the sealed notes."""
        return self.readers is not None and name in self.readers.names

    @property
    def may_give(self) -> bool:
        """Whether who sits here can let the chosen user read the sealed notes."""
        return bool(self.readers and self.readers.own and self.chosen) and not self.reads(self.chosen)

    @property
    def may_take(self) -> bool:
        """Whether who sits here can take the key of the sealed notes back from the chosen user."""
        return bool(self.readers and self.readers.own and self.chosen) and self.reads(self.chosen)

    @property
    def may_withdraw(self) -> bool:
        """Whether who is chosen can be withdrawn: not oneself, not the last."""
        return bool(self.chosen) and self.chosen != self.own and len(self.users) > 1

    @property
    def may_add(self) -> bool:
        """Whether the new passphrase is good and was repeated."""
        return is_good(self.strength, same=self.same)


class UsersViewModel(Observable[UsersState]):
    """The users of this laptop. No passphrase is ever kept here. ``tag`` is the language of the screen."""

    def __init__(self, desk: Desk, jobs: Jobs, installed: Installed, *, tag: str = "nl") -> None:
        super().__init__(UsersState(own=desk.actor.name))
        self._desk, self._jobs, self._installed = desk, jobs, installed
        self._texts = texts(tag)

    def load(self) -> None:
        """Fetch the names, and who of them can read the sealed notes."""

        def work() -> tuple[tuple[str, ...], Readers]:
            from fieldcheck.usecases.giving_keys import readers
            from fieldcheck.usecases.users import users

            vault = self._installed.vault
            return users(self._desk, vault), readers(self._desk, vault)

        self._jobs.run(work, lambda found: self._listed(*found), self._failed)

    def choose(self, name: str) -> None:
        """What is withdrawn next."""
        self._become(replace(self.state, chosen=name, told=""))

    def weigh(self, passphrase: str, again: str) -> None:
        """Say how strong what is typed is, and whether it was repeated."""
        strength, same = weighed(passphrase, again)
        self._become(replace(self.state, strength=strength, same=same))

    def add(self, name: str, passphrase: str, proof: str) -> None:
        """Let one more person unlock this laptop; ``proof`` is one's own passphrase or the recovery code."""
        from fieldcheck.usecases.users import add_user

        if self.state.may_add:
            self._do(
                lambda: add_user(self._desk, self._installed.vault, name, passphrase, proof=proof),
                ADDED,
                name,
            )

    def withdraw(self, proof: str) -> None:
        """Let who is chosen no longer unlock this laptop."""
        from fieldcheck.usecases.users import withdraw_user

        name = self.state.chosen
        if self.state.may_withdraw:
            self._do(
                lambda: withdraw_user(self._desk, self._installed.vault, name, proof=proof), WITHDRAWN, name
            )

    def give(self, proof: str) -> None:
        """Let who is chosen read the sealed notes."""
        from fieldcheck.usecases.giving_keys import give_key

        name = self.state.chosen
        if self.state.may_give:
            self._do(lambda: give_key(self._desk, self._installed.vault, name, proof=proof), GIVEN, name)

    def take(self, proof: str) -> None:
        """Let who is chosen no longer read the sealed notes."""
        from fieldcheck.usecases.giving_keys import take_key

        name = self.state.chosen
        if self.state.may_take:
            self._do(lambda: take_key(self._desk, self._installed.vault, name, proof=proof), TAKEN, name)

    def _do(self, work: Callable[[], None], told: str, name: str) -> None:
        def done(_: object) -> None:
            words = self._texts.text(told, name=" ".join(name.split()))
            self._become(replace(self.state, told=words, chosen="", strength=None, same=False, busy=False))
            self.load()

        if self.state.busy:
            return
        self._become(replace(self.state, busy=True, told="", trouble=None))
        self._jobs.run(work, done, self._failed)

    def _listed(self, names: tuple[str, ...], readers: Readers) -> None:
        self._become(replace(self.state, users=names, readers=readers, loaded=True))

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, busy=False, trouble=trouble(error, self._texts)))
