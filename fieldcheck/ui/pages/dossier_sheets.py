"""What the inspector fills in for the person: reflection period, CoMensha, shelter, safe contact."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from PySide6.QtWidgets import QWidget

from fieldcheck.domain.comensha import MUST_REPORT, MUST_REPORT_SOURCE, REPORTERS, Reporter
from fieldcheck.domain.contact import CHANNELS, ChannelKind
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.reflection import ANSWERS, ReflectionAnswer, offered
from fieldcheck.domain.shelter import MOMENTS, Moment
from fieldcheck.i18n import LANGUAGES, SOURCE, Texts, long_date, name_in, parse_date, short_date
from fieldcheck.ui.controls import Face, Field, Label, Picker, Space, StateChip, row, stack
from fieldcheck.ui.pages.keeping_sheet import Chips, KeepingSheet, Passage, Several, warning
from fieldcheck.ui.pages.review_sheets import KEEP
from fieldcheck.viewmodels.review import ReviewViewModel
from fieldcheck.viewmodels.review_dossier import GroupTyped

REFLECTION = N_("Bedenktijd")
TOLD_ON = N_("Verteld op")
TOLD_IN = N_("Verteld in het")
ANSWER = N_("Wat zei de persoon")
DUBLIN = N_("Valt de persoon onder de Dublinregels?")
YES, NO = N_("Ja: 30 dagen"), N_("Nee: drie maanden")
FROM_TALK = N_("Uit het gesprek: Dublin.")
LAST_DAY = N_("Laatste dag, op zijn langst: {day}")
SOURCE_LINE = N_("Bron: {source}")
COMENSHA = N_("Melding bij CoMensha klaarzetten")
REPORTER = N_("Wie meldt")
CONSENT = N_("De persoon gaf schriftelijk toestemming")
MUST = N_("Deze melder moet melden. Bron: {source}")
MAY = N_("Deze melder mag alleen melden met schriftelijke toestemming. Bron: {source}")
SHELTER = N_("Opvang voor een groep vragen")
PERSONS, MEN, WOMEN, MINORS = N_("Personen"), N_("Mannen"), N_("Vrouwen"), N_("Minderjarigen")
REGION = N_("Waar niet")
REGION_HINT = N_("Bijvoorbeeld: de regio van de werkgever.")
FROM_DAY = N_("Vanaf welke dag")
MOMENT = N_("Wanneer gevraagd")
CONTACT = N_("Veilig contact afspreken")
NEVER_PARK = N_(
    "Nooit via de post van het park. Alleen wie u hieronder kiest, kan dit lezen; het staat op geen papier."
)
FIRST, SECOND = N_("Eerste weg"), N_("Tweede weg")
ADDRESS = N_("Nummer, naam of plek")
HOURS = N_("Wanneer is het veilig")
HOURS_HINT = N_("Bijvoorbeeld: zondag na 20 uur.")
SAY = N_("Wat u wel of niet zegt")
WHO_MAY = N_("Wie mag de persoon bellen")
_NUMBER_WIDE = 120


class Dublin(StrEnum):
    """Whether the person is under the Dublin regulation."""

    NO = "no"
    YES = "yes"


class ReflectionSheet(KeepingSheet):
    """The reflection period: told on, the answer, Dublin or not, and its last day while one fills it in."""

    def __init__(self, model: ReviewViewModel, texts: Texts, parent: QWidget | None) -> None:
        super().__init__(model, texts, texts.text(REFLECTION), texts.text(KEEP), parent, 720)
        case = model.state.case
        advice = None if case is None else case.reflection
        if advice is not None:
            self.content.addWidget(Label(advice.text))
            self.content.addWidget(Label(texts.text(SOURCE_LINE, source=advice.source), Face.SMALL))
        self._told = Field(texts.text(TOLD_ON))
        self._told.edit.setObjectName("told")
        self._told.edit.setText(short_date(model.state.day))
        self._told.edit.textEdited.connect(lambda _: self._reckon())
        self._language = Picker(texts.text(TOLD_IN))
        self._language.setObjectName("language")
        spoken = SOURCE if case is None or not case.language else case.language
        self._language.offer(tuple((one.tag, name_in(one.tag, texts.tag)) for one in LANGUAGES), spoken)
        told_in = stack(Label(texts.text(TOLD_IN), Face.STRONG), self._language, None, gap=Space.XS)
        self.content.addLayout(row(self._told, told_in, gap=Space.L))
        self.answer: Chips[ReflectionAnswer] = Chips(texts.text(ANSWER), ANSWERS, texts)
        self.answer.picked.connect(self._reckon)
        self.content.addWidget(self.answer)
        known = None if case is None else case.dublin
        chosen = None if known is None else Dublin.YES if known else Dublin.NO
        choices = {Dublin.NO: NO, Dublin.YES: YES}
        self._dublin: Chips[Dublin] = Chips(texts.text(DUBLIN), choices, texts, chosen=chosen)
        self._dublin.picked.connect(self._reckon)
        self.content.addWidget(self._dublin)
        if known:
            self.content.addWidget(Label(texts.text(FROM_TALK), Face.SMALL))
        self._last = Label("", Face.LEAD)
        self.content.addWidget(self._last)
        self.finish()
        self._reckon()
        self._told.setFocus()

    def last_day(self) -> date | None:
        """The last day as it is filled in now; None when there is none, or not enough is filled in."""
        if self.answer.chosen is None or self._dublin.chosen is None:
            return None
        try:
            told = parse_date(self._told.text(), SOURCE)
            dublin = self._dublin.chosen is Dublin.YES
            return offered(told, self.answer.chosen, dublin=dublin, today=self._model.state.day)
        except InvalidValue:
            return None

    def _reckon(self) -> None:
        last = self.last_day()
        words = "" if last is None else self._texts.text(LAST_DAY, day=long_date(last, self._texts.tag))
        self._last.setText(words)
        self._last.setVisible(bool(words))
        ready = self.answer.chosen is not None and self._dublin.chosen is not None
        self.main.setEnabled(ready and not self._model.state.busy)

    def _follow(self, state: object) -> None:
        super()._follow(self._model.state)
        self._reckon()

    def _keep(self) -> None:
        if self.answer.chosen is not None and self._dublin.chosen is not None:
            dublin = self._dublin.chosen is Dublin.YES
            language = str(self._language.currentData() or "")
            self._model.dossier.offer_reflection(self._told.text(), self.answer.chosen, dublin, language)


class ComenshaSheet(KeepingSheet):
    """Getting a report to CoMensha ready: who reports, and the consent of the person where that is needed."""

    def __init__(self, model: ReviewViewModel, texts: Texts, parent: QWidget | None) -> None:
        super().__init__(model, texts, texts.text(COMENSHA), texts.text(KEEP), parent, 720)
        self._reporter: Chips[Reporter] = Chips(texts.text(REPORTER), REPORTERS, texts, chosen=Reporter.ISZW)
        self._reporter.picked.connect(self._explain)
        self._consent = StateChip(texts.text(CONSENT))
        self._consent.setObjectName("consent")
        self._why = Label("", Face.SMALL)
        self.content.addWidget(self._reporter)
        self.content.addWidget(self._why)
        self.content.addLayout(row(self._consent, None))
        self.finish()
        self._explain()
        self._reporter.on(Reporter.ISZW).setFocus()

    def _explain(self) -> None:
        must = self._reporter.chosen in MUST_REPORT
        self._why.setText(self._texts.text(MUST if must else MAY, source=MUST_REPORT_SOURCE))

    def _keep(self) -> None:
        if self._reporter.chosen is not None:
            self._model.dossier.queue(self._reporter.chosen, self._consent.isChecked())


class ShelterSheet(KeepingSheet):
    """Places for a group: how many, of whom minors, where not, from when."""

    def __init__(self, model: ReviewViewModel, texts: Texts, parent: QWidget | None) -> None:
        super().__init__(model, texts, texts.text(SHELTER), texts.text(KEEP), parent, 720)
        self._numbers = [Field(texts.text(words)) for words in (PERSONS, MEN, WOMEN, MINORS)]
        for field, name in zip(self._numbers, ("persons", "men", "women", "minors"), strict=True):
            field.edit.setObjectName(name)
        self._region = Field(texts.text(REGION), hint=texts.text(REGION_HINT))
        self._region.edit.setObjectName("region")
        self._on = Field(texts.text(FROM_DAY))
        self._on.edit.setObjectName("on")
        self._on.edit.setText(short_date(model.state.day))
        self._moment: Chips[Moment] = Chips(texts.text(MOMENT), MOMENTS, texts, chosen=Moment.ON_THE_DAY)
        self.content.addLayout(row(*self._numbers, gap=Space.M))
        self.content.addWidget(self._region)
        self.content.addWidget(self._on)
        self.content.addWidget(self._moment)
        self.finish()
        self._numbers[0].setFocus()

    def _keep(self) -> None:
        persons, men, women, minors = (field.text() for field in self._numbers)
        moment = self._moment.chosen or Moment.ON_THE_DAY
        typed = GroupTyped(persons, men, women, minors, self._region.text(), self._on.text(), moment)
        self._model.dossier.request_shelter(typed)


class ContactSheet(KeepingSheet):
    """Two channels, safe hours, and who may call; sealed to those alone."""

    def __init__(self, model: ReviewViewModel, texts: Texts, parent: QWidget | None) -> None:
        super().__init__(model, texts, texts.text(CONTACT), texts.text(KEEP), parent, 760)
        self.content.addWidget(warning(texts.text(NEVER_PARK)))
        self._channels: list[tuple[Picker, Field]] = []
        for name, title, kind in (
            ("first", FIRST, ChannelKind.PHONE),
            ("second", SECOND, ChannelKind.TRUSTED),
        ):
            picker = Picker(texts.text(title))
            picker.setObjectName(name)
            picker.offer(tuple((one.value, texts.text(words)) for one, words in CHANNELS.items()), kind.value)
            address = Field(texts.text(ADDRESS))
            address.edit.setObjectName(f"{name}-address")
            left = stack(Label(texts.text(title), Face.STRONG), picker, gap=Space.XS)
            line = row(left, address, gap=Space.M)
            line.setStretch(1, 1)
            self.content.addLayout(line)
            self._channels.append((picker, address))
        self._hours = Field(texts.text(HOURS), hint=texts.text(HOURS_HINT))
        self._hours.edit.setObjectName("hours")
        self._say = Passage(texts.text(SAY), "", "say", lines=1)
        self._to = Several(texts.text(WHO_MAY), model.state.recipients, ("iszw",))
        self.content.addWidget(self._hours)
        self.content.addWidget(self._say)
        self.content.addWidget(self._to)
        self.finish()
        self._channels[0][1].setFocus()

    def _keep(self) -> None:
        first, second = ((str(kind.currentData()), address.text()) for kind, address in self._channels)
        self._model.dossier.agree_contact(
            first, second, self._hours.text(), self._say.text(), self._to.chosen()
        )
