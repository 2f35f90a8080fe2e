"""Names of firms and parks: legal forms left out, words that many firms carry weighted low."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fieldcheck.domain.spelling.words import Word, word, words_of

HEAVY = 5
"""Weight of a word that tells one firm from another."""

LIGHT = 1
"""Weight of a word that many firms carry."""

MOST_WORDS = 16
"""Words of a name that count."""

# Legal forms as words, dots and spaces left out: Dutch and Belgian, German, Polish, Romanian, Bulgarian,
# Ukrainian and
# Russian, Hungarian, Slovak and Czech, Baltic, Iberian, Turkish, English, French, Italian, South Slavic.
_LEGAL_FORMS = frozenset(
    """
    bv nv vof cv ua io bvba sprl vzw cvba eenmanszaak maatschap cooperatie coop
    gmbh ug ag ohg kg ek ev mbh gbr co
    sp z spzoo zoo oo spk spj sa spolka phu pphu fhu spka
    sc srl pfa ii if snc sca
    еоод оод еад ад ет eood ood ead et
    тов фоп пп ат тзов ооо зао оао ип чп tov fop ooo zao
    kft bt zrt nyrt rt kkt
    sro spol as ks vos
    uab mb ab sia ou osauhing
    sl slu lda unipessoal
    ltdsti sti anonim limited sirketi
    ltd llc llp plc inc corp
    sarl sas sasu eurl spa sas
    doo dooel
    """.split()  # noqa: SIM905  a list of a hundred quoted words is harder to read
)

_LIGHT = frozenset(
    """
    uitzendbureau uitzendbureaus uitzendorganisatie uitzend uitzendkrachten uitzendgroep detachering agency
    agencies agencja agentie agentia agentura agentur agentsia agentsiia agentsiya agentstvo ugynokseg
    work works werk working job jobs arbeid arbeidsbemiddeling personeel personeelsdiensten personnel personal
    staff staffing employment recruitment recruiting flex flexwerk flexwerkers payroll payrolling loonbedrijf
    service services diensten dienstverlening solutions group groep holding beheer exploitatie management
    bedrijf international internationaal nederland netherlands holland dutch polska poland europe europa euro
    eu vakantiepark recreatiepark bungalowpark chaletpark park camping resort recreatie recreation vakantie
    vastgoed verhuur verhuurbedrijf woningverhuur huisvesting housing wonen transport logistics logistiek agro
    firma bedrijven zonen zn en and und i si und the de het een van der den
    praca pracy pracownicza posrednictwo munca forta locuri rabota robota trud trudova pratsya pratsi
    """.split()  # noqa: SIM905  as above
)

_DOT_BETWEEN_LETTERS = re.compile(r"(?<![^\W_])([^\W_])\.\s?(?=[^\W_](?![^\W_]))")


@dataclass(frozen=True, slots=True)
class FirmWord:
    """A word of a firm's name with its weight."""

    word: Word
    weight: int

    @property
    def tells(self) -> bool:
        """Whether the word tells one firm from another."""
        return self.weight == HEAVY


def firm_words(name: str) -> tuple[FirmWord, ...]:
    """The words of a firm's name without its legal form, unless nothing else is there."""
    joined = _DOT_BETWEEN_LETTERS.sub(r"\1", name)  # B.V. is BV, o.o. is oo
    words = _joined_letters(words_of(joined))[:MOST_WORDS]
    kept = [one for one in words if not is_legal_form(one)] or list(words)
    return tuple(FirmWord(one, LIGHT if is_light(one) else HEAVY) for one in kept)


def is_legal_form(one: Word) -> bool:
    """Whether a word is a legal form such as BV, SRL or ЕООД."""
    return one.lowered in _LEGAL_FORMS or not _LEGAL_FORMS.isdisjoint(one.spellings)


def is_light(one: Word) -> bool:
    """Whether many firms carry this word."""
    return not _LIGHT.isdisjoint(one.spellings)


def _joined_letters(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Letters that stand alone joined where they make a legal form: "B V" is BV, "z o o" is zoo."""
    made: list[Word] = []
    run = ""
    for one in (*words, None):
        if one is not None and len(one.shown) == 1:
            run += one.shown
            continue
        made += [word(run)] if run and is_legal_form(word(run)) else [word(letter) for letter in run]
        run = ""
        if one is not None:
            made.append(one)
    return tuple(made)
