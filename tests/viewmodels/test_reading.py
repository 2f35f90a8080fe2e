"""What the screen is told of a form: recordings, markup in choices, numbers grouped, logic that failed."""

from __future__ import annotations

from datetime import UTC, datetime

from fieldcheck.engine import FormRun, PublishedForm, load, publish
from fieldcheck.i18n import texts
from fieldcheck.usecases.forms import published_form
from fieldcheck.viewmodels.aloud import Utterance, utterances
from fieldcheck.viewmodels.entering import lexical, shown
from fieldcheck.viewmodels.interview_state import QuestionView
from fieldcheck.viewmodels.reading import Reading, said_of
from tests.forms.every_widget import beep

FORM = """| survey |
| | type | name | label | label::Polski (pl) | hint::Polski (pl) | appearance | relevant | audio |
| | select_one way | way | Hoe komt u op uw werk? | Jak Pan/Pani dojeżdża? | Rano | | | way.wav |
| | integer | pay | Wat verdient u per jaar? | Ile rocznie? | | thousands-sep | | |
| | text | why | Waarom? | | | | regex(${pay}, '[') | |
| choices |
| | list_name | name | label | label::Polski (pl) | audio |
| | way | bus | Met de **bus** | **Autobusem** | |
| | way | foot | Lopend | Pieszo | foot.wav |
| settings |
| | form_title | form_id | version | default_language |
| | Weg | way | 1 | Nederlands (nl) |
"""


HALF = """| survey |
| | type | name | label | label::Polski (pl) | hint | hint::Polski (pl) |
| | select_one way | way | Hoe komt u? | Jak Pan/Pani dojeżdża? | Elke dag | |
| | text | why | Waarom? | | Kort | Krótko |
| choices |
| | list_name | name | label | label::Polski (pl) |
| | way | bus | Bus | Autobus |
| | way | taxi | Taxi | Taxi |
| | way | foot | Lopend | |
| settings |
| | form_title | form_id | version | default_language |
| | Weg | way | 1 | Nederlands (nl) |
"""
"""In which half of everything was not translated."""


def form() -> PublishedForm:
    sounds = {"way.wav": beep(0.01), "foot.wav": beep(0.02)}
    return publish(FORM.encode(), filename="way.md", texts={}, files=sounds)


def read(*answers: tuple[str, str], tag: str = "pl") -> list[QuestionView]:
    published = form()
    run = FormRun(load(published), now=lambda: datetime(2026, 11, 22, tzinfo=UTC), language=tag)
    for reference, value in answers:
        run.answer(reference, value)
    reading = Reading(run, "nl", published.file)
    return [reading.questions(page, {}, {})[0] for page in run.pages()]


def test_a_recording_is_said_in_place_of_the_words_it_goes_with() -> None:
    assert utterances(read()[0], "pl") == (
        Utterance("Jak Pan/Pani dojeżdża?\nRano", "pl", beep(0.01)),
        Utterance("Autobusem", "pl"),
        Utterance("Pieszo", "pl", beep(0.02)),
    )


def test_what_nobody_translated_is_said_in_dutch() -> None:
    assert utterances(read()[2], "pl") == (Utterance("Waarom?", "nl"),)


def half(tag: str) -> tuple[QuestionView, ...]:
    published = publish(HALF.encode(), filename="way.md", texts={})
    run = FormRun(load(published), now=lambda: datetime(2026, 11, 22, tzinfo=UTC), language=tag)
    reading = Reading(run, "nl")
    return tuple(reading.questions(page, {}, {})[0] for page in run.pages())


def test_each_text_that_nobody_translated_is_dutch_and_says_so() -> None:
    way, why = half("pl")
    assert (way.translated, way.hint, way.dutch_hint, way.hint_translated) == (True, "Elke dag", "", False)
    assert (why.translated, why.hint, why.dutch_hint, why.hint_translated) == (False, "Krótko", "Kort", True)
    # A word that is the same in both languages is translated all the same.
    assert [(one.label, one.dutch, one.translated) for one in way.choices] == [
        ("Autobus", "Bus", True),
        ("Taxi", "", True),
        ("Lopend", "", False),
    ]
    assert all(one.translated and one.hint_translated for one in half("nl"))
    assert all(choice.translated for one in half("nl") for choice in one.choices)


def test_an_officer_with_english_screens_reads_english_beside_it() -> None:
    published = published_form("intake-park")
    run = FormRun(load(published), now=lambda: datetime(2026, 11, 22, tzinfo=UTC), language="pl")
    page = next(page for page in run.pages() if page.questions[-1].endswith("/consent"))
    dutch, english = (Reading(run, tag).questions(page, {}, {})[-1] for tag in ("nl", "en"))
    assert dutch.label == english.label
    assert (dutch.dutch, english.dutch) == (
        "Wilt u met ons praten over uw werk en uw woning?",
        "Would you like to talk with us about your work and your home?",
    )
    assert dutch.guidance.startswith("Vraag dit zonder werkgever")
    assert english.guidance.startswith("Ask this")
    assert english.choices[0].dutch == "Yes, I want to"
    (here, *_) = Reading(run, "en").sections(page.section)
    assert here.label == "Interview"


def test_each_text_is_said_in_the_language_it_is_in() -> None:
    way, why = half("pl")
    assert utterances(way, "pl") == (
        Utterance("Jak Pan/Pani dojeżdża?", "pl"),
        Utterance("Elke dag", "nl"),
        Utterance("Autobus", "pl"),
        Utterance("Taxi", "pl"),
        Utterance("Lopend", "nl"),
    )
    assert utterances(why, "pl") == (Utterance("Waarom?", "nl"), Utterance("Krótko", "pl"))


def test_markup_in_a_choice_is_kept_beside_its_plain_words() -> None:
    bus, foot = read()[0].choices
    assert (bus.label, bus.rich_label, bus.rich_dutch) == (
        "Autobusem",
        "<b>Autobusem</b>",
        "Met de <b>bus</b>",
    )
    assert foot.rich_label == ""


def test_thousands_stand_apart_where_the_form_asks_for_it() -> None:
    assert read(("/data/pay", "31200"))[1].entry == "31.200"
    assert lexical("grouped", "31.200", "nl") == "31200"
    assert shown("integer", "1991", "nl") == "1991"


def test_a_question_whose_logic_could_not_be_computed_says_so() -> None:
    assert [one.fault for one in read(("/data/pay", "3"))] == [False, False, True]


def test_what_a_whole_group_could_not_compute_is_told_at_its_questions_and_at_the_end() -> None:
    grouped = FORM.replace(
        "| | text | why | Waarom? | | | | regex(${pay}, '[') | |",
        "| | begin_group | more | Meer | | | | regex(${pay}, '[') | |\n"
        "| | text | why | Waarom? | | | | | |\n"
        "| | end_group | | | | | | | |",
    )
    sounds = {"way.wav": beep(0.01), "foot.wav": beep(0.02)}
    published = publish(grouped.encode(), filename="way.md", texts={}, files=sounds)
    run = FormRun(load(published), now=lambda: datetime(2026, 11, 22, tzinfo=UTC))
    run.answer("/data/pay", "3")
    reading = Reading(run, "nl", published.file)
    (question,) = reading.questions(run.pages()[2], {}, {})
    assert (question.reference, question.fault) == ("/data/more/why", True)
    assert reading.faulty() == {"/data/more"}


REFUSING = """| survey |
| | type | name | label | label::pl | constraint | constraint_message | constraint_message::pl |
| | integer | beds | Bedden? | Ile łóżek? | . < 90 | Minder dan 90. | |
| | integer | rooms | Kamers? | Ile pokoi? | . < 90 | Minder dan 90. | Mniej niż 90. |
| settings |
| | form_title | form_id | version | default_language |
| | Weg | way | 1 | Nederlands (nl) |
"""


def test_a_message_that_nobody_translated_is_dutch_and_says_so() -> None:
    published = publish(REFUSING.encode(), filename="way.md", texts={})
    run = FormRun(load(published), now=lambda: datetime(2026, 11, 22, tzinfo=UTC), language="pl")
    told = {}
    for tag in ("pl", "nl"):
        run.language = tag
        for name in ("beds", "rooms"):
            violation = run.check(f"/data/{name}", "99")
            assert violation is not None
            ours = run.check(f"/data/{name}", "99", language="nl")
            told[name, tag] = said_of(violation, ours, "anders", texts("nl"))
    assert told == {
        ("beds", "pl"): ("Minder dan 90. (alleen in het Nederlands)", ""),
        ("rooms", "pl"): ("Mniej niż 90.", "Minder dan 90."),
        ("beds", "nl"): ("Minder dan 90.", ""),
        ("rooms", "nl"): ("Minder dan 90.", ""),
    }
