"""Lists of choices that come with a form as a file: CSV, XML and GeoJSON, as trees to look things up in."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from fieldcheck.domain.errors import N_, FormRefused
from fieldcheck.domain.wording import Said
from fieldcheck.engine.tree import TreeNode, number_again, parse_xml

MOST_ITEMS = 200_000
"""Items of one list."""

MOST_COLUMNS = 200


def read_list(filename: str, data: bytes) -> TreeNode:
    """The list as an element that holds an ``item`` for each row.

    Raises FormRefused when the file is not what its name says, or too large.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(filename, N_("het is geen UTF-8-tekst")) from error
    kind = filename.lower().rpartition(".")[2]
    if kind == "xml":
        return next(parse_xml(text).elements())
    if kind == "csv":
        return _tree(_rows_of_csv(filename, text))
    if kind == "geojson":
        return _tree(_rows_of_geojson(filename, text))
    raise _refused(filename, N_("alleen .csv, .xml en .geojson worden gelezen"))


def _refused(filename: str, message: str, **fields: object) -> FormRefused:
    reason = Said(message, **fields)
    return FormRefused(
        N_("De lijst {place} kan niet worden gelezen: {reason}"),
        problems=(Said(N_("{place}: {reason}"), place=filename, reason=reason),),
        place=filename,
        reason=reason,
    )


def _rows_of_csv(filename: str, text: str) -> list[Mapping[str, str]]:
    try:
        lines = list(csv.reader(io.StringIO(text), strict=True, delimiter=delimiter(text)))
    except csv.Error as error:
        raise _refused(filename, N_("de tabel is niet te lezen ({detail})"), detail=str(error)) from error
    if not lines:
        return []
    header = [_column(name) for name in lines[0]]
    if len(lines) > MOST_ITEMS or len(header) > MOST_COLUMNS:
        raise _refused(
            filename,
            N_("er zijn meer dan {rows} rijen of {columns} kolommen"),
            rows=MOST_ITEMS,
            columns=MOST_COLUMNS,
        )
    return [
        {name: cell for name, cell in zip(header, line, strict=False) if name}
        for line in lines[1:]
        if any(line)
    ]


def delimiter(text: str) -> str:
    """A comma, or the semicolon that a Dutch Excel writes."""
    first = text.partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","


def _column(name: str) -> str:
    return "_".join(name.strip().split())


def _rows_of_geojson(filename: str, text: str) -> list[Mapping[str, str]]:
    try:
        content: Any = json.loads(text)
        features: list[dict[str, Any]] = content["features"]
        if content.get("type", "FeatureCollection") != "FeatureCollection" or len(features) > MOST_ITEMS:
            raise ValueError
        rows = [_feature(feature) for feature in features]
        json.dumps(
            rows, ensure_ascii=False
        ).encode()  # JSON can spell half a character, which no text can hold
        return rows
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _refused(filename, N_("het is geen verzameling features")) from error


def _feature(feature: Mapping[str, Any]) -> Mapping[str, str]:
    row = {
        _column(str(name)): "" if value is None else str(value)
        for name, value in feature["properties"].items()
    }
    if "id" in feature:
        row.setdefault("id", str(feature["id"]))
    geometry = feature.get("geometry") or {}
    row["geometry"] = _geometry(geometry.get("type", ""), geometry.get("coordinates", ()))
    return row


def _geometry(kind: str, coordinates: Any) -> str:
    points = {"Point": [coordinates], "LineString": coordinates, "Polygon": (coordinates or [[]])[0]}
    return "; ".join(f"{point[1]} {point[0]} 0 0" for point in points.get(kind, ()) if len(point) >= 2)


def _tree(rows: Iterable[Mapping[str, str]]) -> TreeNode:
    document, root = TreeNode("root"), TreeNode("element", "root")
    root.parent, document.children = document, [root]
    for row in rows:
        item = TreeNode("element", "item")
        item.parent = root
        root.children.append(item)
        for name, value in row.items():
            cell = TreeNode("element", name)
            cell.parent = item
            cell.set_text(value)
            item.children.append(cell)
    number_again(document)
    return root
