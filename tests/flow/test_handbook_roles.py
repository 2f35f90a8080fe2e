"""The handbook's table of roles is the one in the code, word for word, in both languages."""

from __future__ import annotations

import pytest

from fieldcheck import assets
from fieldcheck.domain.roles import PERMISSIONS, ROLES, Role
from fieldcheck.i18n import texts

CHAPTERS = {"nl": "rollen.md", "en": "roles.md"}


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


@pytest.mark.parametrize("tag", sorted(CHAPTERS))
def test_the_table_says_what_the_code_enforces(tag: str) -> None:
    chapter = (assets.folder("resources") / "handbook" / CHAPTERS[tag]).read_text(encoding="utf-8")
    text = texts(tag).text
    head, _rule, *rows = chapter.partition("<!-- roles -->\n")[2].partition("\n\n")[0].splitlines()
    assert cells(head)[1:] == [text(ROLES[role]) for role in Role]
    told = {words: [bool(mark) for mark in marks] for words, *marks in map(cells, rows)}
    assert told == {text(row.words): [role in row.roles for role in Role] for row in PERMISSIONS}
    assert len(rows) == len(PERMISSIONS)


@pytest.mark.parametrize("tag", sorted(CHAPTERS))
def test_what_is_not_of_the_table_is_told_of_every_role_that_needs_it(tag: str) -> None:
    chapter = (assets.folder("resources") / "handbook" / CHAPTERS[tag]).read_text(encoding="utf-8")
    text = texts(tag).text
    headings = [line.lower() for line in chapter.splitlines() if line.startswith("## ")]
    for role in (Role.AUDIT_READER, Role.ADMINISTRATOR):
        assert any(text(ROLES[role]).lower() in heading for heading in headings)
