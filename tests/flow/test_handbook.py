"""The handbook's chapter on forms is followed to the letter: what it tells to do is done and seen."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from fieldcheck import assets
from fieldcheck.__main__ import main
from fieldcheck.engine import check, compile_expression
from fieldcheck.engine.kinds import REFUSED, kind_of
from fieldcheck.engine.sheets import Row, Sheet
from fieldcheck.engine.sheetwriting import to_markdown
from fieldcheck.triage import DOMAINS, FUNCTIONS
from fieldcheck.triage.figures import FACTS

HANDBOOK = assets.folder("resources") / "handbook"
CHAPTERS = {"nl": HANDBOOK / "formulier-maken.md", "en": HANDBOOK / "writing-a-form.md"}
_BLOCK = re.compile(
    r"^<!-- (?P<mark>\w+)(?:: (?P<about>.*?))? -->$"
    r"|^```(?P<kind>\w+)\n(?P<code>.*?)^```$"
    r"|^(?P<table>\|.*?\n)(?=\n)",
    re.MULTILINE | re.DOTALL,
)


@dataclass
class Reader:
    """Somebody with an empty folder, who does what the chapter says."""

    folder: Path
    book: Path = field(init=False)
    seen: str = ""
    done: list[str] = field(default_factory=list)

    def follow(self, text: str) -> None:
        mark = about = ""
        for step in _BLOCK.finditer(text):
            if step["mark"]:
                mark, about = step["mark"], step["about"] or ""
                if mark == "change":
                    self.change(*about.split(" = "))
                continue
            if step["kind"] == "sh" and mark == "do":
                self.run(step["code"], expected=int(about or "0"))
            elif step["kind"] == "json" and mark == "file":
                (self.folder / about).write_text(step["code"], encoding="utf-8")
            elif step["kind"] == "text" and self.done[-1] == "ran":
                self.compare(step["code"])
            elif step["table"] and mark == "row":
                self.add_row(about, dict(rows_of(step["table"])))
            mark = about = ""

    def run(self, commands: str, *, expected: int) -> None:
        self.seen = ""
        for command in commands.splitlines():
            program, *arguments = shlex.split(command)
            assert program == "fieldcheck"
            if "--out" in arguments:
                self.book = self.folder / arguments[arguments.index("--out") + 1]
            result = CliRunner().invoke(main, arguments)
            assert result.exit_code == expected, f"{command}\n{result.output}"
            self.seen += result.output
        self.done.append("ran")

    def compare(self, shown: str) -> None:
        seen = " ".join(self.seen.split())
        for line in shown.splitlines():
            assert " ".join(line.split()) in seen, f"not there: {line}\n{self.seen}"
        self.done.append("compared")

    def add_row(self, sheet: str, cells: dict[str, str]) -> None:
        book = openpyxl.load_workbook(self.book)
        page = book[sheet]
        columns = [cell.value for cell in page[1]]
        assert set(cells) <= set(columns), f"the example has no column {set(cells) - set(columns)}"
        page.append([cells.get(str(column)) for column in columns])
        book.save(self.book)
        self.done.append("added")

    def change(self, before: str, after: str) -> None:
        book = openpyxl.load_workbook(self.book)
        cells = [cell for page in book for row in page.iter_rows() for cell in row]
        changed = [cell for cell in cells if isinstance(cell.value, str) and before in cell.value]
        assert len(changed) == 1
        changed[0].value = str(changed[0].value).replace(before, after)
        book.save(self.book)
        self.done.append("changed")


def rows_of(table: str) -> Iterator[tuple[str, str]]:
    """The first two columns of a table, without the marks of code."""
    for line in table.splitlines()[2:]:
        first, second, *_ = (cell.strip().strip("`") for cell in line.strip("|").split(" | "))
        yield first, second


def marked(text: str, mark: str) -> str:
    """The table after a mark."""
    return re.split(r"\n\n", text.partition(f"<!-- {mark} -->\n")[2], maxsplit=1)[0]


def codes(text: str) -> list[str]:
    """What stands between the marks of code."""
    return re.findall(r"`([^`\n]+)`", text)


@pytest.fixture(params=sorted(CHAPTERS))
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def chapter(language: str) -> str:
    return CHAPTERS[language].read_text(encoding="utf-8")


def test_the_ten_minutes_end_in_a_running_form(
    language: str, chapter: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FIELDCHECK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("FIELDCHECK_LANGUAGE", language)
    reader = Reader(tmp_path)
    reader.follow(chapter)
    assert reader.done.count("ran") == 6
    assert reader.done.count("added") == 2
    assert reader.done.count("changed") == 1
    assert reader.done.count("compared") >= 5
    assert [path.name for path in (tmp_path / "home" / "forms").iterdir()] == [reader.book.stem]


def test_the_types_that_run_and_those_that_do_not_are_told_apart(chapter: str) -> None:
    runs = first_codes(marked(chapter, "types: run"))
    refused = first_codes(marked(chapter, "types: refused"))
    assert len(runs) > 25
    assert {kind_of(code).name for code in refused} == set(REFUSED) - {"begin_loop"}
    kept = [code for code in runs if not kind_of(code).ends]
    assert [(code, found) for code in kept if (found := problems_of(code))] == []
    assert [code for code in refused if not problems_of(code)] == []


def problems_of(type_: str) -> list[str]:
    """What a check says of a form with one question of that type."""
    kind = kind_of(type_)
    row = {"type": type_, "name": "asked", "label": "Gevraagd"}
    if kind.name == "calculate":
        row["calculation"] = "1 + 1"
    if kind.name == "range":
        row["parameters"] = "start=1 end=5 step=1"
    rows = [row]
    if kind.begins:
        rows += [{"type": "text", "name": "inside", "label": "Binnen"}, {"type": f"end_{kind.name[6:]}"}]
    rows.append({"type": "text", "name": "last", "label": "Laatste"})
    lists = [{"list_name": kind.choices or "unused", "name": name, "label": name} for name in ("a", "b")]
    book = {"survey": sheet("survey", rows), "choices": sheet("choices", lists)}
    files = {kind.choices: b"name,label\na,A\nb,B\n"} if kind.from_file else {}
    checked = check(to_markdown(book).encode(), filename="one.md", texts={}, files=files)
    return [problem.line for problem in checked.problems]


def sheet(name: str, rows: list[dict[str, str]]) -> Sheet:
    columns = tuple(dict.fromkeys(column for row in rows for column in row))
    return Sheet(name, columns, tuple(Row(number, row) for number, row in enumerate(rows, 2)))


def first_codes(table: str) -> list[str]:
    return [code for line in table.splitlines() for code in codes(line.strip("|").partition("|")[0])]


def test_every_fact_function_and_domain_of_the_program_is_in_the_chapter(chapter: str) -> None:
    facts = set(codes(marked(chapter, "facts")))
    assert {fact for needed in FACTS.values() for fact in needed} <= facts
    called = {code.partition("(")[0] for code in codes(marked(chapter, "functions"))}
    assert called >= FUNCTIONS
    assert set(codes(chapter)) >= set(DOMAINS)


def test_every_condition_that_is_shown_can_be_read(chapter: str) -> None:
    shown = [codes(line)[-1] for line in marked(chapter, "conditions").splitlines()[2:]]
    assert len(shown) >= 9
    for condition in shown:
        compile_expression(re.sub(r"\$\{(\w+)\}", r"/data/\1", condition))


def test_the_worker_of_the_chapter_is_the_one_beside_the_example(chapter: str) -> None:
    told = json.loads(chapter.partition("```json\n")[2].partition("```")[0])
    kept = json.loads((HANDBOOK / "example-form" / "answers.json").read_text(encoding="utf-8"))
    assert told["answers"] == kept["answers"] | {"bike_per_day": "2"}


def test_links_within_a_chapter_lead_somewhere(chapter: str) -> None:
    headings = {
        re.sub(r"[^\w\- ]", "", line.lstrip("# ").lower()).replace(" ", "-")
        for line in chapter.splitlines()
        if line.startswith("#")
    }
    linked = re.findall(r"\]\(#([^)]+)\)", chapter)
    assert linked
    assert set(linked) <= headings
