"""What one case counts for: which numbers it adds to, and at which post."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from fieldcheck.domain.flow import VisitStage
from fieldcheck.domain.interview import InterviewStage

HOUR = 13
"""Signs of ``2026-11-22T04``, the hour of a moment."""


class Tally(StrEnum):
    """What is counted. Persons, each once at a post, unless it says otherwise; so are the stages of a visit.

    Those with an hour count each person once in that hour. Of the stages, “skipped” and “left” count while
    the person has not come back to that post. “Refused” are those who did not want the post, or a talk
    there, and did not talk there after all.
    """

    MEANING = "meaning-2"
    """Every case once: it was counted by what the words here mean now. Another meaning takes another name."""
    CAME = "came"
    ARRIVED = "arrived"
    """With the hour in which they came to the queue or the table."""
    FINISHED = "finished"
    """With the hour in which their stop ended."""
    CALLS = "calls"
    """Visits (not persons) that waited and were called in."""
    WAITED = "waited"
    """Milliseconds that those visits waited, together."""
    TALKED_HERE = "talked-here"
    """Had a talk that began at this post, and was finished."""
    REFERRED_HERE = "referred-here"
    """Had a referral, not withdrawn, that was sent while they were at this post."""
    OPENED = "opened"
    """By the post where the case was opened; so are all below."""
    TALKED = "talked"
    NO_TALK = "no-talk"
    """Did not want a talk, in whatever way they said so, and had none."""
    REFERRED = "referred"
    PROVED = "proved"
    """Were given a proof of control."""


Added = Counter[tuple[str, str, str]]
"""Amounts by what, hour ("" for all together) and post."""


class Willing(IntEnum):
    """Whether a person wanted a talk; as it stands in the column ``refused`` of the interviews."""

    YES = 0
    REFUSED = 1
    LATER = 2
    """Rather at another time or place: no talk was had, and none was refused."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One visit of the case to a post; moments as in the journal, ``waited`` in milliseconds."""

    post: str
    stage: str
    queued: str
    called: str | None
    ended: str | None
    waited: int | None


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk of the case."""

    stage: str
    willing: Willing
    started: str

    @property
    def was_had(self) -> bool:
        """Whether the person talked, and the talk is finished."""
        return self.stage == InterviewStage.FINISHED.value and self.willing is Willing.YES

    @property
    def goes_on(self) -> bool:
        """Whether the person is talking now."""
        return self.stage == InterviewStage.RUNNING.value


@dataclass(frozen=True, slots=True)
class Way:
    """All of a case that counts: its visits and its talks in their order, and when it was referred."""

    opened_at: str
    proved: bool
    visits: Sequence[Stop] = ()
    talks: Sequence[Talk] = ()
    referred: Sequence[str] = ()

    def post_at(self, moment: str) -> str:
        """The post at whose table the person was last at a moment."""
        called = [(one.called, one.post) for one in self.visits if one.called and one.called <= moment]
        return max(called)[1] if called else self.opened_at


def counts_for(way: Way) -> Added:
    """What a case adds to the tallies."""
    added = _of_visits(way.visits)
    talks = [(way.post_at(one.started), one) for one in way.talks]
    refused = _refused(way, talks)
    here = {(VisitStage.REFUSED.value, post) for post in refused}
    here |= {(Tally.TALKED_HERE.value, post) for post, one in talks if one.was_had}
    here |= {(Tally.REFERRED_HERE.value, way.post_at(sent)) for sent in way.referred}
    added.update((what, "", post) for what, post in here)
    added.update(
        (what.value, "", way.opened_at) for what, holds in _in_all(way, talks, refused).items() if holds
    )
    return added


def _in_all(way: Way, talks: Sequence[tuple[str, Talk]], refused: frozenset[str]) -> Mapping[Tally, bool]:
    last = talks[-1][0] if talks else way.opened_at
    talked = any(one.was_had for one in way.talks)
    talking = any(one.goes_on for one in way.talks)
    return {
        Tally.MEANING: True,
        Tally.OPENED: True,
        Tally.TALKED: talked,
        Tally.NO_TALK: last in refused and not talked and not talking,
        Tally.REFERRED: bool(way.referred),
        Tally.PROVED: way.proved,
    }


def _refused(way: Way, talks: Sequence[tuple[str, Talk]]) -> frozenset[str]:
    """The posts that the person did not want, or no talk there, and where none was had after all.

    Of several talks at a post the one that began last says what the person wanted.
    """
    last_talks = dict(talks)
    unwilling = {post for post, one in last_talks.items() if one.willing is Willing.REFUSED}
    passed_by = {
        post for post, stage in _last_stages(way.visits).items() if stage == VisitStage.REFUSED.value
    }
    talking = {post for post, one in talks if one.was_had or one.goes_on}
    return frozenset((unwilling | passed_by) - talking)


_UNTIL_BACK = frozenset({VisitStage.REFUSED.value, VisitStage.SKIPPED.value, VisitStage.LEFT.value})
"""Stages that no longer hold once the person comes back to the post."""


def _last_stages(visits: Sequence[Stop]) -> Mapping[str, str]:
    return {one.post: one.stage for one in visits}


def _of_visits(visits: Sequence[Stop]) -> Added:
    persons: set[tuple[str, str, str]] = set()
    sums: Added = Counter()
    last = _last_stages(visits)
    for one in visits:
        persons |= {(Tally.CAME.value, "", one.post), (Tally.ARRIVED.value, one.queued[:HOUR], one.post)}
        if one.stage not in _UNTIL_BACK:
            persons.add((one.stage, "", one.post))
        if one.stage == VisitStage.DONE.value and one.ended:
            persons.add((Tally.FINISHED.value, one.ended[:HOUR], one.post))
        if one.waited:
            sums[Tally.CALLS.value, "", one.post] += 1
            sums[Tally.WAITED.value, "", one.post] += one.waited
    # Whoever refused a post counts with those who did not want a talk there.
    persons |= {
        (stage, "", post) for post, stage in last.items() if stage in _UNTIL_BACK - {VisitStage.REFUSED.value}
    }
    return Counter(persons) + sums
