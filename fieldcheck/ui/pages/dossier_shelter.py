"""A request for shelter in words: for whom, from when, where not, and what was answered."""

from __future__ import annotations

from collections.abc import Iterator

from fieldcheck.domain.errors import N_
from fieldcheck.domain.shelter import MOMENTS, SHELTER_STAGES, ExpectedShelter, Group, ShelterStage
from fieldcheck.i18n import Texts, short_date
from fieldcheck.ui.controls import Face, Label

UNKNOWN = N_("{n} niet bekend")
FROM_DAY = N_("vanaf {day}, {moment}")
NOT_THERE = N_("Niet: {region}")
FOR_ACTION = N_("Voor de hele actie · {name}")


def lines_of(texts: Texts, group: Group, stage: ShelterStage, reason: str) -> Iterator[Label]:
    """The lines of one request."""
    persons = texts.plural("{n} persoon", "{n} personen", group.persons)
    yield Label(f"{persons} · {texts.text(SHELTER_STAGES[stage])}", Face.STRONG)
    unknown = group.persons - group.men - group.women - group.minors
    whom = (
        texts.plural("{n} man", "{n} mannen", group.men),
        texts.plural("{n} vrouw", "{n} vrouwen", group.women),
        texts.plural("{n} minderjarige", "{n} minderjarigen", group.minors),
    )
    yield Label(" · ".join((*whom, texts.text(UNKNOWN, n=unknown))), Face.SMALL)
    when = texts.text(FROM_DAY, day=short_date(group.on), moment=texts.text(MOMENTS[group.moment]))
    where = texts.text(NOT_THERE, region=group.region) if group.region else ""
    yield Label(" · ".join(part for part in (when, where, reason) if part), Face.SMALL)


def lines_of_action(texts: Texts, asked: ExpectedShelter) -> Iterator[Label]:
    """The lines of a request that the coordinator made beforehand."""
    yield Label(texts.text(FOR_ACTION, name=asked.name), Face.MUTED)
    yield from lines_of(texts, asked.group, asked.stage, asked.reason)
