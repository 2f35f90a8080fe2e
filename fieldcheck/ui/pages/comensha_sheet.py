"""The queue for CoMensha over all cases: what waits to be reported, what was reported, what was withdrawn."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldcheck.domain.comensha import REPORT_STAGES, REPORTERS, ReportStage
from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts, clock_time, local_day, short_date
from fieldcheck.ui.controls import ChoiceRow, EmptyState, Face, Label, OutlinedButton, Space, stack
from fieldcheck.ui.sheets import Sheet
from fieldcheck.viewmodels.review_state import ReviewState

TITLE = N_("Meldingen bij CoMensha")
HINT = N_("Melden doet u bij CoMensha zelf; hier staat wat nog moet en wat gedaan is.")
EMPTY, EMPTY_NEXT = N_("Er staat niets klaar"), N_("Zet een melding klaar in het dossier van een zaak.")
SINCE = N_("sinds {day} {time}")
CLOSE = N_("Sluiten")
_WIDE = 760
_MOST = 200


class ComenshaQueueSheet(Sheet):
    """A row for each case, those that wait first; pressing one opens its dossier."""

    chosen = Signal(str)

    def __init__(self, state: ReviewState, texts: Texts, parent: QWidget | None) -> None:
        super().__init__(texts.text(TITLE), parent, width=_WIDE)
        queue = state.queue or ()
        rows = stack(gap=Space.S)
        if not queue:
            rows.addWidget(EmptyState(texts.text(EMPTY), texts.text(EMPTY_NEXT)))
        stage: ReportStage | None = None
        for line in queue[:_MOST]:
            report = line.report
            if report.stage is not stage:
                stage = report.stage
                said = texts.text(REPORT_STAGES[stage])
                rows.addWidget(Label(said[:1].upper() + said[1:], Face.STRONG))
            day, time = short_date(local_day(report.at)), clock_time(report.at)
            told = report.proof or report.reason or texts.text(SINCE, day=day, time=time)
            choice = ChoiceRow(line.case_code, f"{texts.text(REPORTERS[report.reporter])} · {told}")
            choice.setCheckable(False)
            choice.setObjectName(f"queued-{line.case_code}")
            choice.clicked.connect(lambda _checked=False, case=line.case: self._choose(case))
            rows.addWidget(choice)
        rows.addStretch(1)
        self.body.addWidget(Label(texts.text(HINT), Face.MUTED))
        self.put_scrolling(rows)
        close = OutlinedButton(texts.text(CLOSE))
        close.setObjectName("close")
        close.clicked.connect(self.reject)
        self.close_with(close)

    def _choose(self, case: str) -> None:
        self.accept()
        self.chosen.emit(case)
