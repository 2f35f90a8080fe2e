"""What the preparation asks: why it is saved, which laptop, which new action; and the codes, shown once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.domain.roles import ROLES, Role
from fieldcheck.i18n import Texts
from fieldcheck.ui.controls import (
    Card,
    Face,
    Field,
    Label,
    OutlinedButton,
    Picker,
    PrimaryButton,
    Space,
    Tone,
    stack,
)
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.sheets import Sheet
from fieldcheck.ui.shortcuts import ENTER
from fieldcheck.viewmodels.preparation_state import CodeView, TryView

CANCEL = N_("Annuleren")
KEYED = N_(
    "De nieuwe laptop heeft een eigen sleutel. De andere laptops verzegelen pas voor hem als zij de"
    " bijwerking hebben: maak die nu. Wat er eerder is verzegeld, opent hij niet."
)


def try_summary(view: TryView, texts: Texts) -> str:
    """How many of how many would go otherwise, with the unit."""
    n, of = len(view.lines), view.looked
    if of and not n:
        nobody = (
            N_("Er verandert niets voor de {of} fictieve personen.")
            if view.fictitious
            else N_("Er verandert niets voor de zaken op deze laptop ({of} bekeken).")
        )
        return texts.text(nobody, of=of)
    if view.fictitious:
        return texts.plural(
            N_("{n} van de {of} fictieve personen gaat anders."),
            N_("{n} van de {of} fictieve personen gaan anders."),
            n,
            of=of,
        )
    if not of:
        return texts.text(N_("Er zijn hier nog geen zaken met een gesprek om op te proberen."))
    return texts.plural(
        N_("{n} van de {of} zaken op deze laptop gaat anders."),
        N_("{n} van de {of} zaken op deze laptop gaan anders."),
        n,
        of=of,
    )


class SaveSheet(Sheet):
    """Why the action changes; what the change would do to cases stands above it."""

    given = Signal(str)

    def __init__(self, texts: Texts, tried: tuple[TryView, ...], parent: QWidget | None) -> None:
        super().__init__(texts.text(N_("Wijzigingen bewaren")), parent)
        self._texts = texts
        if tried:
            card = Card(Tone.QUIET, gap=Space.XS)
            for view in tried:
                card.body.addWidget(Label(try_summary(view, texts)))
            self.body.addWidget(card)
        self.body.addWidget(
            Label(
                texts.text(N_("Geldt meteen op deze laptop. Andere laptops krijgen het met de bijwerking.")),
                Face.MUTED,
            )
        )
        self.reason = Field(
            texts.text(N_("Waarom wijzigt u de actie?")), hint=texts.text(N_("Staat straks in het logboek."))
        )
        self.reason.edit.setObjectName("reason")
        self.body.addWidget(self.reason)
        cancel = press(OutlinedButton(texts.text(CANCEL)), self.reject, name="cancel")
        self.close_with(
            cancel, press(PrimaryButton(texts.text(N_("Bewaren")), ENTER), self._give, name="confirm")
        )
        self.reason.setFocus()

    def _give(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self.reason.show_problem(self._texts.text(N_("Schrijf kort waarom u de actie wijzigt.")))
            self.reason.setFocus()
            return
        self.given.emit(reason)
        self.accept()


class LaptopSheet(Sheet):
    """One more laptop: its name, its post, who works on it."""

    given = Signal(str, str, str)

    def __init__(self, texts: Texts, posts: tuple[tuple[str, str], ...], parent: QWidget | None) -> None:
        super().__init__(texts.text(N_("Nog een laptop")), parent)
        text = texts.text
        self._texts = texts
        self.name = Field(
            text(N_("Naam van de laptop")), hint=text(N_("Nog niet in gebruik, zoals intake9."))
        )
        self.name.edit.setObjectName("laptop-name")
        self.post, self.role = Picker(text(N_("Post"))), Picker(text(N_("Wie er werkt")))
        self.post.offer(posts, posts[0][0] if posts else "")
        self.role.offer(tuple((role.value, text(ROLES[role])) for role in Role), Role.HANDHAVER.value)
        self.body.addWidget(self.name)
        for picker in (self.post, self.role):
            self.body.addLayout(stack(Label(picker.accessibleName(), Face.STRONG), picker, gap=Space.XS))
        self.close_with(
            press(OutlinedButton(text(CANCEL)), self.reject, name="cancel"),
            press(PrimaryButton(text(N_("Waarheen …")), ENTER), self._give, name="confirm"),
        )
        self.name.setFocus()

    def _give(self) -> None:
        if not self.name.text().strip():
            self.name.show_problem(self._texts.text(N_("Geef de laptop een naam.")))
            return
        self.given.emit(self.name.text().strip(), self.post.currentData(), self.role.currentData())
        self.accept()


class CodesSheet(Sheet):
    """The one-time codes of bundles; kept until somebody says that they are written down, and no longer."""

    def __init__(
        self, texts: Texts, codes: tuple[CodeView, ...], parent: QWidget | None, *, keyed: bool = False
    ) -> None:
        super().__init__(texts.text(N_("Schrijf deze codes nu op")), parent, width=720)
        self.body.addWidget(
            Label(
                texts.text(
                    N_(
                        "Elke code opent één bundel. Geef haar los van de stick. U ziet haar hier terug tot u"
                        " “Opgeschreven” kiest; daarna wordt zij nergens bewaard."
                    )
                )
            )
        )
        if keyed:
            card = Card(Tone.CAUTION, gap=Space.XS)
            card.body.addWidget(Label(texts.text(KEYED), Face.STRONG))
            self.body.addWidget(card)
        lines = stack(gap=Space.M)
        for one in codes:
            code = Label(one.code, Face.CODE)
            code.setAccessibleName(f"{one.name}: {one.code}")
            lines.addLayout(
                stack(Label(one.name, Face.LEAD), code, Label(one.file, Face.SMALL), gap=Space.XS)
            )
        self.put_scrolling(lines)
        self.close_with(
            None, press(PrimaryButton(texts.text(N_("Opgeschreven")), ENTER), self.accept, name="confirm")
        )
