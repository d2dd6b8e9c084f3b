"""The checks of cells, schemas and shapes: each finds the defect that it is named for, and nothing in the bundled world."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kordon.errors import DataError
from kordon.world import World, check, checkshape, checktables, load_world
from kordon.world.csvtable import read_table
from kordon.world.finding import Finding


def found(function: Callable[[World], Any], world: World | None = None) -> list[Finding]:
    return list(function(world or load_world()))


def changed(monkeypatch: pytest.MonkeyPatch, table: str, row: int, **cells: str) -> None:
    """Let one row of a table read otherwise; the schema stays."""

    def read(name: str) -> list[dict[str, str]]:
        rows = [dict(r) for r in read_table(name)]
        if name == table:
            rows[row].update(cells)
        return rows

    monkeypatch.setattr(checktables, "read_table", read)


@pytest.mark.parametrize("function", [*checktables.TABLE_CHECKS, checkshape.places_outside_their_state,
                                      checkshape.links_outside_their_state])  # fmt: skip
def test_the_bundled_tables_are_clean(function: Callable[[World], Any]) -> None:
    assert [str(finding) for finding in found(function)] == []


@pytest.mark.parametrize(
    ("table", "cells", "column", "mend"),
    [
        ("links_rail", {"length_km": "long"}, "length_km", "number"),
        ("links_rail", {"length_km": "inf"}, "length_km", "number"),
        ("links_rail", {"length_km": "1_000"}, "length_km", "number"),
        ("places", {"kind": "guessed"}, "kind", "published"),
        ("places", {"source_date": "2025-02-30"}, "source_date", "date"),
        ("places", {"source_date": "spring"}, "source_date", "date"),
        ("places", {"cc": "XX"}, "cc", "territories.csv"),
        ("posts", {"third_country": "perhaps"}, "third_country", "yes, no"),
        ("territories", {"gauge_mm": "1520.5"}, "gauge_mm", "whole number"),
    ],
)
def test_cells(table: str, cells: dict[str, str], column: str, mend: str, monkeypatch: pytest.MonkeyPatch) -> None:
    changed(monkeypatch, table, 0, **cells)
    (finding,) = found(checktables.cells)
    assert finding.file == f"{table}.csv"
    assert column in finding.what
    assert mend in finding.mend


def test_codes_of_the_whole_world_may_be_of_states_that_kordon_does_not_have() -> None:
    assert {row["cc"] for row in read_table("trade_codes")} - set(load_world().territories)


@pytest.mark.parametrize(
    ("table", "cells", "what"),
    [
        ("places", {"kind": "published", "source": "a newspaper"}, "kind is published, without an address"),
        ("places", {"kind": "assumed", "source": "", "note": ""}, "kind is assumed, without a word"),
        ("links_road", {"kind": "estimated", "source": "", "note": ""}, "kind is estimated, without a word"),
        (
            "links_road", {"capacity_t_day": "5", "capacity_kind": "published", "capacity_source": "hearsay"},
            "capacity_kind is published, without an address",
        ),
        ("rates", {"speed_kind": "published", "speed_source": ""}, "speed_kind is published, without an address"),
    ],
)  # fmt: skip
def test_sources_of_rows(table: str, cells: dict[str, str], what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    changed(monkeypatch, table, 0, **cells)
    assert what in [finding.what for finding in found(checktables.sources_of_rows)]


def test_a_row_is_called_by_its_id_its_ends_or_its_number() -> None:
    assert checktables.label({"id": "x"}, 4) == "x"
    assert checktables.label({"from_place": "a", "to_place": "b"}, 4) == "a - b"
    assert checktables.label({"mode": "rail"}, 4) == "row 4"


def test_tables_and_schemas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checktables, "DATA", tmp_path)
    (tmp_path / "schema").mkdir()
    head = "attribute,type,unit,default,description\n"
    (tmp_path / "schema" / "gates.csv").write_text(head + "id,text,,,\n")
    (tmp_path / "schema" / "ghosts.csv").write_text(head)
    (tmp_path / "gates.csv").write_text("id\n1\n")
    (tmp_path / "orphans.csv").write_text("id\n1\n")
    assert {(f.file, f.what) for f in found(checktables.tables_and_schemas)} == {
        ("orphans.csv", "has no schema"), ("schema/ghosts.csv", "describes no table"),
        ("schema/gates.csv", "has no description"),
    }  # fmt: skip

    def broken(name: str) -> list[dict[str, str]]:
        raise DataError(f"data/{name}.csv: columns differ")

    monkeypatch.setattr(checktables, "read_table", broken)
    assert "data/gates.csv: columns differ" in [f.what for f in found(checktables.tables_and_schemas)]


def test_units_of_schemas(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = tuple(
        {"attribute": name, "type": kind, "unit": unit, "default": "", "description": "x"}
        for name, kind, unit in (
            ("speed", "number", ""),
            ("length_km", "number", "km"),
            ("cost", "number", ""),
            ("cost_low", "number", ""),
            ("cost_unit", "text", ""),
            ("opened_year", "number", ""),
            ("name", "text", ""),
        )
    )
    monkeypatch.setattr(checktables, "table_names", lambda: ("t",))
    monkeypatch.setattr(checktables, "read_schema", lambda name: rows)
    assert [f.row for f in found(checktables.units_of_schemas)] == ["speed"]


# --------------------------------------------------------------------------------------------------- shapes


def test_places_outside_their_state() -> None:
    world = World()
    places = dict(load_world().places)
    places["almaty"] = dataclasses.replace(places["almaty"], lat=-places["almaty"].lat + 100)
    places["moscow"] = dataclasses.replace(places["moscow"], cc="KZ")
    world.__dict__["places"] = places
    rows = {finding.row: finding for finding in found(checkshape.places_outside_their_state, world)}
    assert set(rows) == {"almaty", "moscow"}
    assert "outside KZ" in rows["moscow"].what


def test_links_outside_their_state() -> None:
    network = load_world().network
    link = network.link("rail:moscow>yaroslavl")
    shape = list(network.shape)
    shape[link] = ((52.2, 21.0),)  # Warsaw
    world = World()
    world.__dict__["network"] = dataclasses.replace(network, shape=tuple(shape))
    (finding,) = found(checkshape.links_outside_their_state, world)
    assert finding.row == "rail:moscow>yaroslavl"
    assert finding.file == "links_rail.csv"


def test_distances_from_a_state() -> None:
    points = np.array([
        [48.0, 67.0],  # the middle of Kazakhstan
        [55.75, 37.6],  # Moscow
        [52.2, 21.0],  # Warsaw
        [40.7, -74.0],  # New York: off the map
    ])  # fmt: skip
    km = checkshape.outside_km("KZ", points)
    assert km[0] == 0
    assert 850 < km[1] < 1050  # the nearest corner of Kazakhstan lies some 950 km south-east of Moscow
    assert km[2] > 1500
    assert km[3] == 0
    assert checkshape.outside_km("RU", np.array([[66.0, -172.0], [55.75, 37.6]])).tolist() == [0, 0]  # beyond 180 E
    assert checkshape.outside_km("QQ", points).tolist() == [0, 0, 0, 0]


def test_every_check_has_a_test_that_makes_it_fire() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_check*.py"))
    for function in check.CHECKS:
        assert f".{function.__name__}" in text, function.__name__
        assert function.__doc__ is not None
        assert function.__doc__.startswith("Find ")
