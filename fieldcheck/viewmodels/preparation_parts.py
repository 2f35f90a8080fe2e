"""The fields of each part of an action that is being prepared, and its lists in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any

from fieldcheck.domain.errors import N_
from fieldcheck.domain.opening_hours import hours_to_text
from fieldcheck.domain.referral import Urgency
from fieldcheck.domain.roles import ROLES, Role
from fieldcheck.domain.route import Window
from fieldcheck.domain.shelter import SHELTER_STAGES, ShelterStage
from fieldcheck.domain.wording import Said
from fieldcheck.i18n import Texts, said, short_date
from fieldcheck.usecases.form_rules import FormRules, rule_in_words
from fieldcheck.usecases.preparing import LAPTOP_KEYED
from fieldcheck.viewmodels.draft_places import read
from fieldcheck.viewmodels.preparation_places import DAYS, LISTS, below, number_of, part_of
from fieldcheck.viewmodels.preparation_state import PART_WORDS, FieldView, Kind, Part, RowView

Draft = dict[str, Any]

URGENCIES: Mapping[Urgency, str] = {
    Urgency.ACUTE: N_("acuut"),
    Urgency.REGULAR: N_("gewoon"),
    Urgency.NONE: N_("uit"),
}
AS_FORM = ""
"""The choice that leaves a rule as its form has it."""
SHORT_CODE = N_("Kort en zonder spaties, zoals intake2.")
RULE = "rule:"
"""Begins the place of a rule of a form, followed by its code."""


@dataclass(frozen=True)
class Drafting:
    """A draft with what its words need. ``typed`` is what could not be taken over, by place, as typed."""

    draft: Draft
    rules: FormRules
    words: Texts
    typed: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    notices: Mapping[str, str] = field(default_factory=dict)

    def rows(self, part: Part) -> tuple[RowView, ...] | None:
        """The list of a part in words; None where it has none."""
        if part is Part.FORM_RULES:
            return tuple(self._form_rule(code) for code in self.codes())
        if part not in LISTS:
            return None
        place = LISTS[part]
        return tuple(
            self._row(part, item, f"{place}[{number}]")
            for number, item in enumerate(read(self.draft, place, []))
        )

    def told(self, place: str, reason: str) -> str:
        """What is wrong at a place, with where on the screen that is."""
        part = part_of(place)
        rows = self.rows(part)
        at = self.row_of(place)
        named = rows[at].title if rows and 0 <= at < len(rows) else ""
        where = " · ".join(bit for bit in (self.words.text(PART_WORDS[part]), named) if bit)
        return f"{where}: {reason}"

    def row_of(self, place: str) -> int:
        """The row of its part where a place stands, -1 for none; a changed rule stands at the rule."""
        part = part_of(place)
        if part is not Part.FORM_RULES:
            return number_of(place, part)
        code = read(self.draft, f"{place.rpartition('.')[0]}.code", "")
        return self.codes().index(code) if code in self.codes() else -1

    def codes(self) -> tuple[str, ...]:
        """The rules of the forms, and changes of rules that no form has."""
        changed = (change["code"] for change in read(self.draft, "route.changes", []))
        return tuple(dict.fromkeys((*(rule.code for rule in self.rules.rules), *changed)))

    def fields(self, part: Part, chosen: int) -> tuple[FieldView, ...]:
        """The fields of a part, of the item ``chosen`` where it is a list."""
        if part is Part.FORM_RULES:
            codes = self.codes()
            return self._form_rule_fields(codes[chosen]) if 0 <= chosen < len(codes) else ()
        if part in LISTS:
            place = LISTS[part]
            if not 0 <= chosen < len(read(self.draft, place, [])):
                return ()
            return self._item(part, f"{place}[{chosen}]")
        return {
            Part.PLACE: self._place,
            Part.ROUTE: self._route,
            Part.PRE_VISIT: self._pre_visit,
        }.get(part, tuple)()

    # One field

    def _text(self, place: str, name: str, hint: str = "") -> FieldView:
        value = str(read(self.draft, place, ""))
        if place.rpartition(".")[2] in DAYS:
            value = _day(value)
        return self._field(place, name, Kind.TEXT, value, hint=hint)

    def _lines(self, place: str, name: str, hint: str) -> FieldView:
        return self._field(place, name, Kind.LINES, "\n".join(read(self.draft, place, [])), hint=hint)

    def _choice(
        self, place: str, name: str, choices: tuple[tuple[str, str], ...], hint: str = ""
    ) -> FieldView:
        value = str(read(self.draft, place, ""))
        if value not in dict(choices):
            choices = (*choices, (value, value or "–"))
        return self._field(place, name, Kind.CHOICE, value, choices, hint=hint)

    def _many(self, place: str, name: str, choices: tuple[tuple[str, str], ...], hint: str) -> FieldView:
        chosen = tuple(read(self.draft, place, []))
        unknown = tuple((code, code) for code in chosen if code not in dict(choices))
        return self._field(place, name, Kind.MANY, chosen, (*choices, *unknown), hint=hint)

    def _field(
        self,
        place: str,
        name: str,
        kind: Kind,
        value: str | tuple[str, ...],
        choices: tuple[tuple[str, str], ...] = (),
        *,
        hint: str = "",
    ) -> FieldView:
        whole = kind in (Kind.MANY, Kind.LINES) or place.endswith("hours")
        # What is wrong with somebody who is alerted as a whole is put right by who stands in.
        around = place.removesuffix(".fallback")
        problem = next(
            (
                words
                for at, words in self.problems.items()
                if at in (place, around) or (whole and below(place, at))
            ),
            "",
        )
        text = self.words.text
        notice = self.notices.get(place, "")
        return FieldView(place, text(name), kind, value, choices, text(hint) if hint else "", problem, notice)

    # Parts without a list

    def _place(self) -> tuple[FieldView, ...]:
        return (
            self._text("name", N_("Naam van de actie")),
            self._text("park", N_("Park")),
            self._text("municipality", N_("Gemeente")),
            self._text(
                "day",
                N_("Dag"),
                N_("Verandert alleen zolang er niemand is geweest. Anders: nieuwe actie (Laptops en talen)."),
            ),
            self._text("limits.stay_days", N_("Hoogste verblijf (dagen op rij)")),
            self._text("limits.square_metres", N_("Kleinste vloer per persoon (m²)")),
            self._text(
                "limits.source", N_("Besluit waar de grenzen uit komen"), N_("Grenzen van de gemeente.")
            ),
        )

    def _route(self) -> tuple[FieldView, ...]:
        targets = self._names("route.targets")
        return (
            self._text("route.name", N_("Naam van de route")),
            self._text("route.source", N_("Besluit of afspraak")),
            self._many(
                "route.acute", N_("Bij acuut samen gewaarschuwd"), targets, N_("Iedereen hiervan tegelijk.")
            ),
            self._many("route.regular", N_("Krijgt wat niet acuut is"), targets, N_("Ten minste één.")),
            self._text(
                "route.escalate_after",
                N_("Gaat verder na (minuten)"),
                N_("Als niemand bevestigt. 0 is nooit."),
            ),
            self._choice("route.escalate_to", N_("Gaat dan naar"), (("", "–"), *targets)),
        )

    def _pre_visit(self) -> tuple[FieldView, ...]:
        hint = N_("Eén regel per zin: eigenaar, bezetting, wie er nog meer komt. Niets over een persoon.")
        return (self._lines("pre_visit", N_("Wat iedereen vooraf moet weten"), hint),)

    # Items

    def _item(self, part: Part, place: str) -> tuple[FieldView, ...]:
        return {
            Part.POSTS: self._post,
            Part.CONTACTS: self._contact,
            Part.TARGETS: self._target,
            Part.OWN_RULES: self._own_rule,
            Part.RECIPIENTS: self._recipient,
            Part.SHELTER: self._shelter,
        }[part](place)

    def _post(self, place: str) -> tuple[FieldView, ...]:
        own = read(self.draft, f"{place}.code")
        posts = tuple(one for one in self._names("posts") if one[0] != own)
        text = self.words.text
        roles = tuple((role.value, text(ROLES[role])) for role in Role)
        forms = tuple((form, self.rules.titles.get(form, form)) for form in sorted(self.rules.forms))
        return (
            self._text(f"{place}.name", N_("Naam")),
            self._text(f"{place}.code", N_("Code"), SHORT_CODE),
            self._choice(f"{place}.next", N_("Daarna"), (("", text(N_("hier eindigt de straat"))), *posts)),
            self._choice(f"{place}.role", N_("Wie er werkt"), roles),
            self._field(
                f"{place}.quiet",
                N_("Stille post"),
                Kind.YES_NO,
                "yes" if read(self.draft, f"{place}.quiet", False) else "",
                hint=N_("Geen papier en geen andere post laat zien dat iemand hier was."),
            ),
            self._lines(f"{place}.tasks", N_("Taken"), N_("Eén per regel, in de volgorde van het werk.")),
            self._many(f"{place}.forms", N_("Formulieren"), forms, N_("Het eerst gekozene is het gewone.")),
        )

    def _contact(self, place: str) -> tuple[FieldView, ...]:
        return (
            self._text(f"{place}.name", N_("Naam")),
            self._text(f"{place}.code", N_("Code"), SHORT_CODE),
            self._text(f"{place}.number", N_("Nummer"), N_("Leeg als geen betrouwbare bron er een geeft.")),
            self._text(f"{place}.hours", N_("Wanneer bereikbaar")),
            self._text(f"{place}.source", N_("Bron")),
            self._text(f"{place}.checked", N_("Nagekeken op")),
        )

    def _recipient(self, place: str) -> tuple[FieldView, ...]:
        basis = N_("Staat in elke bundel. Waarom deze ontvanger mag krijgen wat hij krijgt.")
        own = read(self.draft, f"{place}.code") not in LAPTOP_KEYED
        return (
            self._text(f"{place}.name", N_("Naam"), N_("Zoals hij in bundels en op papier staat.")),
            *((self._text(f"{place}.code", N_("Code"), SHORT_CODE), self._key(place)) if own else ()),
            self._field(
                f"{place}.legal_basis",
                N_("Grondslag"),
                Kind.LINES,
                str(read(self.draft, f"{place}.legal_basis", "")),
                hint=basis,
            ),
        )

    def _key(self, place: str) -> FieldView:
        """The public half of a key that a recipient without a laptop of the action made itself."""
        made = N_("De ontvanger maakt haar zelf, met age-keygen, en geeft u de regel die met age1 begint.")
        field, tail = self._text(f"{place}.age", N_("Sleutel (age1…)"), made), self._tail(place)
        if tail and not field.problem:
            aloud = self.words.text(N_("Laat de ontvanger voorlezen hoe zij eindigt: {tail}."), tail=tail)
            return replace(field, hint=aloud)
        return field

    def _tail(self, place: str) -> str:
        """How a key ends, in two groups to read aloud; "" without one."""
        end = str(read(self.draft, f"{place}.age", ""))[-8:]
        return f"{end[:4]} {end[4:]}" if end else ""

    def _target(self, place: str) -> tuple[FieldView, ...]:
        own = read(self.draft, f"{place}.code")
        others = tuple(one for one in self._names("route.targets") if one[0] != own)
        none = (("", "–"),)
        return (
            self._text(f"{place}.name", N_("Naam")),
            self._text(f"{place}.code", N_("Code"), SHORT_CODE),
            self._choice(f"{place}.post", N_("Staat vandaag bij post"), (*none, *self._names("posts"))),
            self._choice(f"{place}.contact", N_("Contact om te bellen"), (*none, *self._names("contacts"))),
            self._choice(f"{place}.recipient", N_("Krijgt bundels als"), (*none, *self._names("recipients"))),
            self._hours(f"{place}.hours", N_("Bereikbaar op")),
            self._choice(f"{place}.fallback", N_("Daarbuiten"), (*none, *others)),
        )

    def _hours(self, place: str, name: str) -> FieldView:
        value = self.typed.get(place)
        if value is None:
            value = hours_to_text(map(_window, read(self.draft, place, [])), self.words.tag)
        hint = N_("Zoals ma-vr 09:00-17:00; za 10:00-14:00. Leeg is dag en nacht.")
        return self._field(place, name, Kind.TEXT, value, hint=hint)

    def _own_rule(self, place: str) -> tuple[FieldView, ...]:
        text = self.words.text
        urgencies = tuple((one.value, text(URGENCIES[one])) for one in (Urgency.ACUTE, Urgency.REGULAR))
        when = str(read(self.draft, f"{place}.when", ""))
        preview = rule_in_words(when, self.rules, self.words) if when.strip() else ""
        in_words = text(N_("In woorden: {words}."), words=preview) if preview else ""
        condition = self._text(f"{place}.when", N_("Voorwaarde"))
        if not condition.problem:
            condition = replace(condition, hint=in_words)
        return (
            self._text(f"{place}.label", N_("Reden, zoals de ambtenaar haar ziet")),
            self._text(f"{place}.code", N_("Code"), SHORT_CODE),
            condition,
            self._choice(f"{place}.to", N_("Naar"), (("", "–"), *self._names("route.targets"))),
            self._choice(f"{place}.urgency", N_("Urgentie"), urgencies),
            self._text(f"{place}.source", N_("Besluit of afspraak")),
        )

    def _shelter(self, place: str) -> tuple[FieldView, ...]:
        text = self.words.text
        stages = tuple((stage.value, text(words)) for stage, words in SHELTER_STAGES.items())
        fields = (
            self._text(f"{place}.name", N_("Bij wie gevraagd"), N_("Niets over een persoon.")),
            self._text(f"{place}.persons", N_("Verwachte personen"), N_("Met de minderjarigen erbij.")),
            self._text(f"{place}.men", N_("Mannen")),
            self._text(f"{place}.women", N_("Vrouwen")),
            self._text(f"{place}.minors", N_("Minderjarigen")),
            self._text(f"{place}.region", N_("Waar niet"), N_("Leeg als alles mag.")),
            self._text(f"{place}.on", N_("Nodig vanaf")),
            self._choice(f"{place}.stage", N_("Hun antwoord"), stages),
        )
        declined = read(self.draft, f"{place}.stage", "") == ShelterStage.DECLINED.value
        return (*fields, self._text(f"{place}.reason", N_("Waarom niet"))) if declined else fields

    # Rules of forms

    def _change(self, code: str) -> Draft:
        changes = read(self.draft, "route.changes", [])
        return next((dict(change) for change in changes if change["code"] == code), {})

    def _form_rule(self, code: str) -> RowView:
        rule, change, text = self.rules.rule(code), self._change(code), self.words.text
        if rule is None:
            return RowView(code, text(N_("geen formulier van deze actie heeft deze regel")), wrong=True)
        urgency = text(URGENCIES[rule.urgency])
        if change:
            now = text(URGENCIES[Urgency(change["urgency"])])
            urgency = text(N_("{now} in plaats van {was}"), now=now, was=urgency)
        to = dict((*self._names("recipients"), *self._names("route.targets"))).get(rule.to, rule.to)
        below = text(N_("{how} · naar {to}"), to=to, how=urgency)
        return RowView(self._label(rule.label, code), below, wrong=bool(self._change_problem(code)))

    def _change_problem(self, code: str) -> str:
        """What is wrong with what the action makes of a rule."""
        changes = read(self.draft, "route.changes", [])
        at = next((n for n, one in enumerate(changes) if one["code"] == code), -1)
        return self.problems.get(f"route.changes[{at}].reason", "")

    def _form_rule_fields(self, code: str) -> tuple[FieldView, ...]:
        rule, change, text = self.rules.rule(code), self._change(code), self.words.text
        was = text(URGENCIES[rule.urgency]) if rule else "–"
        choices = (
            (AS_FORM, text(N_("zoals het formulier: {was}"), was=was)),
            *((one.value, text(URGENCIES[one])) for one in Urgency),
        )
        when = rule_in_words(rule.when, self.rules, self.words) if rule else ""
        hint = text(N_("In woorden: {words}."), words=when) if when else ""
        urgency = FieldView(
            f"{RULE}{code}.urgency",
            text(N_("In deze actie")),
            Kind.CHOICE,
            str(change.get("urgency", AS_FORM)),
            choices,
            hint,
        )
        if not change:
            return (urgency,)
        reason = FieldView(
            f"{RULE}{code}.reason",
            text(N_("Waarom")),
            Kind.TEXT,
            str(change.get("reason", "")),
            problem=self._change_problem(code),
        )
        return urgency, reason

    # Words

    def _row(self, part: Part, item: Draft, place: str) -> RowView:
        wrong = any(below(place, at) for at in self.problems)
        title = str(item.get("label" if part is Part.OWN_RULES else "name", ""))
        return RowView(
            title or self.words.text(N_("(nog geen naam)")), self._below(part, item, place), wrong=wrong
        )

    def _below(self, part: Part, item: Draft, place: str) -> str:
        text = self.words.text
        if part is Part.POSTS:
            names = dict(self._names("posts"))
            after = names.get(item["next"], item["next"])
            return text(N_("daarna {post}"), post=after) if after else text(N_("hier eindigt de straat"))
        if part is Part.CONTACTS:
            return str(item["number"]) or text(N_("geen nummer"))
        if part is Part.RECIPIENTS:
            keys = len(item.get("more", ())) + bool(item["age"])
            if keys and item["code"] not in LAPTOP_KEYED:
                return text(N_("sleutel eindigt op {tail}"), tail=self._tail(place))
            if not keys:
                laptop = item["code"] in LAPTOP_KEYED
                return text(N_("krijgt een sleutel met de laptop") if laptop else N_("nog geen sleutel"))
            return self.words.plural(N_("{n} sleutel"), N_("{n} sleutels"), keys)
        if part is Part.TARGETS:
            hours = hours_to_text(map(_window, item["hours"]), self.words.tag)
            return self.typed.get(f"{place}.hours", hours) or text(N_("dag en nacht"))
        if part is Part.SHELTER:
            return self._asked(item)
        names = dict(self._names("route.targets"))
        return text(
            N_("{how} · naar {to}"),
            to=names.get(item["to"], item["to"]) or "–",
            how=text(URGENCIES[Urgency(item["urgency"])]),
        )

    def _asked(self, item: Draft) -> str:
        text, persons = self.words.text, item["persons"]
        stage = text(SHELTER_STAGES[ShelterStage(item["stage"])])
        if not isinstance(persons, int):
            return stage
        return f"{self.words.plural(N_('{n} persoon'), N_('{n} personen'), persons)} · {stage}"

    def _names(self, place: str) -> tuple[tuple[str, str], ...]:
        items = read(self.draft, place, [])
        return tuple((item["code"], item["name"] or item["code"]) for item in items if item["code"])

    def _label(self, label: Mapping[str, str], code: str) -> str:
        dutch = label.get("nl", code)
        return label.get(self.words.tag) or (said(dutch, self.words) if isinstance(dutch, Said) else dutch)


def _window(value: Draft) -> Window:
    return Window(
        tuple(value["days"]), time.fromisoformat(value["opens"]), time.fromisoformat(value["closes"])
    )


def _day(value: str) -> str:
    """A day as people write it; anything else as it was typed."""
    try:
        return short_date(date.fromisoformat(value))
    except ValueError:
        return value
