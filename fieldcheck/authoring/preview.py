"""A form as plain text: every question of every branch, with when it is asked and what it leads to."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping

from fieldcheck.authoring.outline import Item, Outline, shown_at
from fieldcheck.domain.errors import N_
from fieldcheck.engine import PublishedForm
from fieldcheck.engine.columns import MEDIA
from fieldcheck.engine.kinds import EXTERNAL, METADATA
from fieldcheck.engine.sheets import Row
from fieldcheck.i18n import Texts
from fieldcheck.triage import DOMAINS
from fieldcheck.triage.figures import FACTS
from fieldcheck.triage.ilo import DIMENSIONS
from fieldcheck.usecases.rule_phrases import URGENCIES, WEIGHTS
from fieldcheck.usecases.rule_wording import Wording

WIDTH = 100
"""Characters in a line; a choice or an address that is longer stands on its own."""

_UNBROKEN = "\u00a0"
"""A space at which no line ends."""

KINDS: Mapping[str, str] = {
    "text": N_("tekst"),
    "integer": N_("heel getal"),
    "decimal": N_("getal"),
    "range": N_("schaal"),
    "date": N_("datum"),
    "time": N_("tijd"),
    "datetime": N_("datum en tijd"),
    "select_one": N_("één keuze"),
    "select_multiple": N_("meer keuzes"),
    "rank": N_("op volgorde zetten"),
    "acknowledge": N_("akkoord"),
    "image": N_("foto"),
    "audio": N_("geluid"),
    "video": N_("film"),
    "file": N_("bestand"),
    "barcode": N_("streepjescode"),
    "note": N_("mededeling"),
    "calculate": N_("berekening"),
    "hidden": N_("verborgen"),
}
"""What a type is called; any other is called as the sheet calls it."""

_READ_BY = {
    "fc:hourly-wage": "hourly-wage",
    "fc:minimum-wage": "minimum-wage",
    "fc:age": "minimum-wage",
    "fc:below-minimum-share": "below-minimum",
    "fc:net-below-minimum-share": "below-minimum",
    "fc:weekly-hours": "weekly-hours",
    "fc:daily-hours": "weekly-hours",
    "fc:stay-days": "stay-days",
    "fc:square-metres-per-person": "square-metres-per-person",
}
"""The figure that a function of a rule reads."""

_NAMED = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
_STATE = re.compile(r"fc:state\(\s*['\"]([^'\"]+)['\"]\s*\)")
_CALL = re.compile(r"fc:[a-z-]+(?=\s*\()")


def preview(form: PublishedForm, outline: Outline, words: Texts, *, depth: str = "") -> Iterator[str]:
    """The form in lines of text.

    Args:
        form: what the rows were published to.
        outline: the rows, in the language the questions are to be read in.
        words: the translator for what stands around them.
        depth: core, standard or deep, to read only what is asked then; "" for all.
    """
    return _Preview(form, outline, words, depth).lines()


class _Preview:
    def __init__(self, form: PublishedForm, outline: Outline, words: Texts, depth: str) -> None:
        self._form = form
        self._outline = outline
        self._words = words
        self._depth = depth
        self._signals = {row.get("code"): outline.text(row, "label")[0] for row in outline.rows("signals")}
        self._wording = Wording(words, outline.questions, signals=self._signals, facts=outline.facts)
        self._fed = self._feeding()

    def lines(self) -> Iterator[str]:
        """All of it."""
        form, words = self._form, self._words
        yield words.text(
            N_("{title} ({form_id}, versie {version})"),
            title=form.title or form.form_id,
            form_id=form.form_id,
            version=form.version or "–",
        )
        yield words.text(
            N_("Talen: {languages}. Hier gelezen in: {language}."),
            languages=", ".join(form.languages),
            language=self._outline.language,
        )
        if self._depth:
            yield words.text(N_("Alleen wat bij diepte “{depth}” wordt gevraagd."), depth=self._depth)
        for item in self._outline.items:
            yield from self._item(item, 0)
        yield from self._signal_lines()
        yield from self._referral_lines()

    # The survey

    def _item(self, item: Item, level: int) -> Iterator[str]:
        if item.kind.begins:
            yield from self._group(item, level)
        elif item.kind.name not in METADATA | EXTERNAL and shown_at(item.depth, self._depth):
            yield from self._question(item, level)

    def _group(self, item: Item, level: int) -> Iterator[str]:
        inside = [line for child in item.children for line in self._item(child, level + 1)]
        if not inside:
            return
        label, translated = self._outline.text(item.row, "label")
        title = f"{label or item.name}{self._untranslated(translated)}"
        yield ""
        yield from _wrapped(f"{item.number} {title}", level, hang=len(item.number) + 1)
        yield from self._told(self._about_group(item), level + 1)
        yield from inside

    def _about_group(self, item: Item) -> Iterator[tuple[str, str]]:
        if item.kind.name == "begin_repeat":
            count = item.row.get("repeat_count")
            yield (
                N_("Herhaling"),
                self._words.text(N_("zoveel keer: {count}"), count=self._wording.value(count))
                if count
                else self._words.text(N_("zo vaak als nodig; elke keer komen deze vragen terug")),
            )
        if "field-list" in item.row.get("appearance"):
            yield N_("Samen"), self._words.text(N_("alles op één scherm"))
        if item.row.get("relevant"):
            yield N_("Alleen als"), self._wording.condition(item.row.get("relevant"), of=item.name)

    def _question(self, item: Item, level: int) -> Iterator[str]:
        label, translated = self._outline.text(item.row, "label")
        number = item.number or "–"
        title = label or f"({item.name})"
        yield ""
        kind = self._kind(item).replace(" ", _UNBROKEN)
        line = f"{number} {title}{self._untranslated(translated)}  [{kind}]"
        yield from _wrapped(line, level, hang=len(number) + 1)
        yield from self._choice_lines(item, level + 1)
        yield from self._told(self._about(item), level + 1)

    def _kind(self, item: Item) -> str:
        kind = self._words.text(KINDS[item.kind.name]) if item.kind.name in KINDS else item.kind.name
        required = item.row.get("required")
        parts = [item.name, kind]
        if required.lower() in ("yes", "true", "true()"):
            parts.append(self._words.text(N_("verplicht")))
        if item.row.get("readonly").lower() in ("yes", "true", "true()"):
            parts.append(self._words.text(N_("alleen lezen")))
        return ", ".join(parts)

    def _choice_lines(self, item: Item, level: int) -> Iterator[str]:
        mark = "( )" if item.kind.name == "select_one" else "[ ]"
        known = self._outline.choices.get(item.kind.choices, {})
        for code, label in known.items():
            yield from _wrapped(f"{mark} {label}  [{code}]", level, hang=4)
        if item.kind.or_other:
            yield from _wrapped(f"{mark} {self._words.text(N_('Anders, namelijk …'))}", level, hang=4)
        if item.kind.choices and not known:
            yield from self._told([(N_("Keuzes uit"), self._source(item.kind.choices))], level)

    def _source(self, choices: str) -> str:
        """Where choices come from that are in no list: a file, or the answers to a repeated question."""
        named = _NAMED.fullmatch(choices)
        return self._wording.value(choices) if named else choices

    def _about(self, item: Item) -> Iterator[tuple[str, str]]:
        """What is to be said of a question, each with its heading."""
        row, wording = item.row, self._wording
        yield N_("Alleen als"), wording.condition(row.get("relevant"), of=item.name)
        if row.get("required").lower() not in ("yes", "no", "true", "false", "true()", "false()"):
            yield N_("Verplicht als"), wording.condition(row.get("required"), of=item.name)
        yield N_("Melding als leeg"), self._outline.text(row, "required_message")[0]
        yield N_("Toelichting"), self._outline.text(row, "hint")[0]
        yield N_("Voor de ambtenaar"), self._outline.text(row, "guidance_hint")[0]
        for kind in MEDIA:
            yield N_("Beeld of geluid"), self._outline.text(row, kind)[0]
        yield N_("Moet kloppen"), wording.condition(row.get("constraint"), of=item.name)
        yield N_("Melding als niet"), self._outline.text(row, "constraint_message")[0]
        yield N_("Keuzes waarvoor"), wording.condition(row.get("choice_filter"))
        yield N_("Instelling"), row.get("parameters")
        yield N_("Berekend uit"), wording.value(row.get("calculation"), of=item.name)
        yield N_("Begint met"), row.get("default")
        yield N_("Diepte"), item.depth
        yield N_("Gebied"), self._domain(row.get("bind::fc:domain"))
        yield N_("Feit"), row.get("bind::fc:fact")
        yield N_("Bron"), row.get("bind::fc:source")
        for code in self._fed.get(item.name, ()):
            yield N_("Signaal"), f"{self._signals[code]}  [{code}]"

    def _told(self, what: Iterator[tuple[str, str]] | list[tuple[str, str]], level: int) -> Iterator[str]:
        for heading, text in what:
            if text:
                said = f"{self._words.text(heading)}: {' '.join(text.split())}"
                yield from _wrapped(said, level, hang=2)

    def _untranslated(self, translated: bool) -> str:
        return "" if translated else f" ({self._words.text(N_('nog niet vertaald'))})"

    def _domain(self, code: str) -> str:
        return self._named(DOMAINS, code)

    def _named(self, names: Mapping[str, str], code: str) -> str:
        """A code in words; one without words as it is written."""
        return self._words.text(names[code]) if code in names else code

    # Signals and referrals

    def _feeding(self) -> dict[str, list[str]]:
        """The codes of the signals that look at a question, by its name."""
        found: dict[str, list[str]] = {}
        for row in self._outline.rows("signals"):
            for name in dict.fromkeys(self._names_in(row.get("when"))):
                found.setdefault(name, []).append(row.get("code"))
        return found

    def _names_in(self, when: str) -> Iterator[str]:
        facts = self._outline.facts
        yield from _NAMED.findall(when)
        for named in _STATE.findall(when):
            yield facts.get(named, named)
        for call in _CALL.findall(when):
            for fact in FACTS.get(_READ_BY.get(call, ""), ()):
                if fact in facts:
                    yield facts[fact]

    def _signal_lines(self) -> Iterator[str]:
        rows = self._outline.rows("signals")
        if rows:
            yield from ("", self._words.text(N_("Signalen")))
        for row in rows:
            yield from self._rule(row, row.get("code"), self._about_signal(row))

    def _about_signal(self, row: Row) -> Iterator[tuple[str, str]]:
        yield N_("Als"), self._wording.condition(row.get("when"))
        yield N_("Waarom"), self._outline.text(row, "why")[0]
        yield N_("Gebied"), self._domain(row.get("domain"))
        yield N_("Onderdeel"), self._named(DIMENSIONS, row.get("dimension"))
        yield N_("Gewicht"), self._named(WEIGHTS, row.get("weight"))
        yield N_("Bron"), row.get("source")

    def _referral_lines(self) -> Iterator[str]:
        rows = self._outline.rows("referrals")
        if rows:
            yield from ("", self._words.text(N_("Doorverwijzen")))
        for row in rows:
            yield from self._rule(row, row.get("code", "to"), self._about_referral(row))

    def _about_referral(self, row: Row) -> Iterator[tuple[str, str]]:
        yield N_("Als"), self._wording.condition(row.get("when"))
        yield N_("Naar"), row.get("to")
        yield N_("Urgentie"), self._named(URGENCIES, row.get("urgency"))
        yield N_("Bron"), row.get("source")

    def _rule(self, row: Row, code: str, about: Iterator[tuple[str, str]]) -> Iterator[str]:
        yield ""
        yield from _wrapped(f"• {self._outline.text(row, 'label')[0]}  [{code}]", 0, hang=2)
        yield from self._told(about, 1)


def _wrapped(text: str, level: int, *, hang: int) -> list[str]:
    indent = "    " * level
    lines = textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + " " * hang,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_UNBROKEN, " ") for line in lines]
