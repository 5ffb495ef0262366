"""The shape of a table: what a reader of the dataset relies on, apart from the rows themselves."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.publish.descriptor import table_schema
from pipeline.schema import Table

# Columns whose words are ours and that no reader selects by: a change of them alone is a change of wording.
WORDING: dict[str, frozenset[str]] = {
    "documents": frozenset({"title"}),
    "demands": frozenset({"summary"}),
    "events": frozenset({"summary"}),
    "party_types": frozenset({"label", "definition"}),
    "issues": frozenset({"label", "definition"}),
    "event_types": frozenset({"label", "definition"}),
    "stance_types": frozenset({"label", "definition"}),
    "code_mappings": frozenset({"applies_when"}),
    "id_redirects": frozenset({"reason"}),
    "id_tombstones": frozenset({"said", "reason"}),
    "corrections": frozenset({"correction_reason", "file", "line"}),
}
VOCABULARIES = ("party_types", "issues", "event_types", "stance_types")  # tables of codes


@dataclass(frozen=True, slots=True)
class ColumnShape:
    """Logical type of a column, whether it may be null, and its list of allowed values (empty: any)."""

    type: str
    required: bool
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """A table's columns in order and its primary key; `wording` is a digest of its titles and descriptions."""

    columns: Mapping[str, ColumnShape]
    key: tuple[str, ...]
    wording: str = ""

    def to_json_dict(self) -> dict[str, Any]:
        """The shape as plain values, read back by `from_json_dict`."""
        columns = {
            name: {"type": each.type, "required": each.required, **({"codes": list(each.codes)} if each.codes else {})}
            for name, each in self.columns.items()
        }
        return {"key": list(self.key), "columns": columns, "wording": self.wording}


def from_json_dict(value: Mapping[str, Any]) -> Shape:
    """The shape that `to_json_dict` wrote. Raises KeyError, TypeError or AttributeError for anything else."""
    columns = {
        str(name): ColumnShape(str(each["type"]), bool(each["required"]), tuple(each.get("codes", ())))
        for name, each in value["columns"].items()
    }
    return Shape(columns, tuple(value["key"]), str(value.get("wording", "")))


def from_table(table: Table) -> Shape:
    """The shape of a table of today's schema."""
    return from_table_schema(table_schema(table), about=(table.title, table.description))


def from_table_schema(schema: Mapping[str, Any], about: tuple[str, ...] = ()) -> Shape:
    """The shape that a Table Schema describes. Raises KeyError, TypeError or AttributeError when it is none."""
    columns, words = {}, list(about)
    for each in schema["fields"]:
        constraints = each.get("constraints", {})
        codes = tuple(str(code) for code in constraints.get("enum", ()))
        columns[str(each["name"])] = ColumnShape(str(each["type"]), bool(constraints.get("required")), codes)
        words += [str(each.get("title", "")), str(each.get("description", ""))]
    digest = hashlib.sha256(json.dumps(words, ensure_ascii=False).encode("utf-8")).hexdigest()[:16]
    key = schema["primaryKey"]
    return Shape(columns, (key,) if isinstance(key, str) else tuple(str(each) for each in key), digest)
