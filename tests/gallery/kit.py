"""The kit itself: every control in every state, on one sheet."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from fieldcheck.ui import shortcuts
from fieldcheck.ui.controls import (
    AcuteButton,
    Card,
    Chip,
    ChoiceRow,
    Column,
    EmptyState,
    Face,
    Field,
    Figure,
    Foot,
    Label,
    Notice,
    OutlinedButton,
    Picker,
    PrimaryButton,
    ProgressLine,
    QuietButton,
    Rail,
    RailRow,
    StateChip,
    Tone,
    row,
    stack,
)
from tests.gallery.scenes import Stage, scene


@scene("kit", languages=("nl",))
def kit(stage: Stage) -> QWidget:
    page = QWidget()
    rail = Rail()
    rail.body.addWidget(Label("Zaak  BV-0412-4", Face.LEAD))
    rail.body.addWidget(RailRow("Gesprek", done=True))
    current = RailRow("Papieren", "1 van 3")
    current.setChecked(True)
    rail.body.addWidget(current)
    rail.body.addWidget(RailRow("Een heel lange naam van een onderdeel", "2 open"))
    rail.bottom.addWidget(OutlinedButton("Notitie", shortcuts.NOTE))
    column = Column()
    column.body.addWidget(ProgressLine("Voortgang", 0.4))
    column.body.addWidget(Label("Kto przechowuje Pana/Pani paszport?", Face.PERSON))
    column.body.addWidget(Label("Wie bewaart uw paspoort of identiteitskaart?", Face.DUTCH))
    column.body.addWidget(ChoiceRow("Ja sam/sama", "Ikzelf", digit="1"))
    chosen = ChoiceRow("Pracodawca lub agencja pracy", "De werkgever of het uitzendbureau", digit="2")
    chosen.setChecked(True)
    column.body.addWidget(chosen)
    column.body.addWidget(ChoiceRow("أنا نفسي", "Ikzelf", digit="3", right_to_left=True))
    column.body.addWidget(
        ChoiceRow(
            "Bardzo długa odpowiedź, która na pewno nie zmieści się w jednym wierszu na ekranie laptopa",
            "Een heel lang antwoord dat zeker niet op één regel van het scherm van de laptop past",
            digit="4",
        )
    )
    chips = (StateChip("Weigert", shortcuts.REFUSED), StateChip("Durft niet", shortcuts.AFRAID))
    chips[1].setChecked(True)
    column.body.addLayout(
        row(*chips, Chip("2 signalen", Tone.ACCENT), Chip("ACUUT", Tone.ACUTE, solid=True), None)
    )
    notice = Notice()
    notice.show_words("De schijf is vol.", "Er is niets gewijzigd.", "Maak ruimte en probeer het opnieuw.")
    column.body.addWidget(notice)
    field = Field("Naam", hint="Zoals op uw pas.")
    field.show_problem("Vul een naam in.")
    picker = Picker("Rol")
    picker.offer((("a", "Handhaver"), ("b", "Coördinator")), "a")
    column.body.addLayout(row(field, picker, Figure("gesproken", "41")))
    card = Card(Tone.ACUTE)
    card.body.addWidget(Label("Voorstel: nu doorverwijzen", Face.TITLE))
    column.body.addWidget(card)
    column.body.addWidget(EmptyState("Nog geen zaken", "Begin met een nieuw gesprek."))
    foot = Foot(
        OutlinedButton("← Terug"),
        PrimaryButton("Volgende", shortcuts.ENTER),
        others=(QuietButton("Toelichting", shortcuts.GUIDANCE),),
        before_main=(AcuteButton("Nu doorverwijzen", shortcuts.REFER),),
    )
    whole = stack(row(rail, column, gap=0), foot, gap=0, parent=page)
    whole.setStretch(0, 1)
    return page
