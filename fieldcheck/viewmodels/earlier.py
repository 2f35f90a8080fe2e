"""What an earlier talk of the case said about a question, in one line for the officer."""

from __future__ import annotations

from fieldcheck.domain.errors import N_
from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine.scope import AMSTERDAM
from fieldcheck.i18n import Texts, clock_time, short_date
from fieldcheck.usecases.carrying import Earlier
from fieldcheck.viewmodels.entering import BETWEEN, shown

CARRIED = N_("Eerder gezegd, nog niet bevestigd ({form}, {day} om {time})")
SAID = N_("Eerder gezegd: {answer} ({form}, {day} om {time})")
SEEN = N_("Eerder genoteerd: {answer} ({form}, {day} om {time})")
STATES = {
    AnswerState.REFUSED: N_("Wilde dit eerder niet zeggen ({form}, {day} om {time})"),
    AnswerState.DOES_NOT_KNOW: N_("Wist dit eerder niet ({form}, {day} om {time})"),
    AnswerState.AFRAID: N_("Durfde dit eerder niet te zeggen ({form}, {day} om {time})"),
    AnswerState.LANGUAGE_FAILED: N_("De taal lukte hier eerder niet ({form}, {day} om {time})"),
    AnswerState.NOT_APPLICABLE: N_("Was eerder niet van toepassing ({form}, {day} om {time})"),
}


def earlier_words(told: Earlier, words: Texts, *, carried: bool) -> str:
    """The line; ``carried`` while the answer that stands is the earlier one, which is then not said twice."""
    where = {
        "form": told.title,
        "day": short_date(told.at.astimezone(AMSTERDAM).date()),
        "time": clock_time(told.at),
    }
    if told.state is not AnswerState.ANSWERED:
        return words.text(STATES[told.state], **where)
    if carried:
        return words.text(CARRIED, **where)
    answer = told.words or shown(told.type, told.value, words.tag).replace(BETWEEN, " ")
    return words.text(SAID if told.asked else SEEN, answer=answer, **where)
