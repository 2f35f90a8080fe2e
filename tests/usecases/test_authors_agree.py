"""Whoever a use case lets write an entry is its author: what it writes comes in on other laptops."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import fieldcheck.usecases
from fieldcheck.domain import events
from fieldcheck.domain.authorship import DEEDS, authors
from fieldcheck.domain.roles import PERMISSIONS, Deed

ROLES_OF = {row.deed: row.roles for row in PERMISSIONS}


def _names(node: ast.AST, of: str) -> set[str]:
    """What is taken of a name in some code, such as ``REFER`` of ``Deed``."""
    return {
        one.attr
        for one in ast.walk(node)
        if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) and one.value.id == of
    }


def written() -> Iterator[tuple[str, Deed, str]]:
    """Each use case that asks for one deed and writes entries itself: its name, the deed, the kind."""
    for module in pkgutil.iter_modules(fieldcheck.usecases.__path__):
        room = importlib.import_module(f"fieldcheck.usecases.{module.name}")
        for function in ast.parse(inspect.getsource(room)).body:
            if not isinstance(function, ast.FunctionDef):
                continue
            deeds = _names(function, "Deed")
            writes = [
                one
                for one in ast.walk(function)
                if isinstance(one, ast.Call)
                and isinstance(one.func, ast.Attribute)
                and one.func.attr in ("write", "draft")
            ]
            for call in writes:
                for kind in _names(call, "events"):
                    if len(deeds) == 1:
                        yield f"{module.name}.{function.name}", Deed[next(iter(deeds))], kind


def test_whoever_may_do_it_is_an_author_of_what_it_writes() -> None:
    found = list(written())
    assert len(found) > 25, "the code is read at all"
    for name, deed, kind in found:
        assert ROLES_OF[deed] <= authors(getattr(events, kind)), (name, deed, kind)


def test_no_author_is_there_without_a_use_case_for_it() -> None:
    """The other way round: a kind that one use case alone writes has that one's deed and no other."""
    by_kind: dict[str, set[Deed]] = {}
    for _, deed, kind in written():
        by_kind.setdefault(getattr(events, kind), set()).add(deed)
    for kind in (events.QUALIFICATION_SET, events.DAY_CLOSED, events.ROUTE_DECIDED, events.CASES_JOINED):
        assert set(DEEDS[kind]) == by_kind[kind], kind
