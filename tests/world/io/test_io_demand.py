"""Demand and matrices out and in again."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings

from io_samples import demands
from kordon.errors import InputError
from kordon.model import Provenance
from kordon.world import load_world
from kordon.world.io.demand import read_demand_file, write_demand
from kordon.world.io.omx import Matrices, read_omx, write_omx
from kordon.world.records import DemandRow

few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ASSUMED = Provenance(kind="assumed")


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".omx"])
def test_the_bundled_demand_comes_back_as_it_was(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"d{suffix}"
    demand = load_world().demand
    write_demand(demand, path)
    back = read_demand_file(path)
    assert sorted(back, key=str) == sorted(demand, key=str)
    if suffix != ".omx":  # matrices have their own order
        assert back == demand


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".omx"])
@given(rows=demands())
@few
def test_any_demand_comes_back_as_it_was(suffix: str, rows: tuple[DemandRow, ...], tmp_path: Path) -> None:
    write_demand(rows, tmp_path / f"d{suffix}")
    assert set(read_demand_file(tmp_path / f"d{suffix}")) == set(rows)


def test_namibia_and_norway_survive(tmp_path: Path) -> None:
    rows = (
        DemandRow("NA", "NO", "general", 1.5, math.inf, ASSUMED),
        DemandRow("NO", "NA", "general", 0.0, 9.0, ASSUMED),
    )
    for suffix in (".csv", ".parquet", ".omx"):
        write_demand(rows, tmp_path / f"d{suffix}")
        assert set(read_demand_file(tmp_path / f"d{suffix}")) == set(rows), suffix


def test_the_demand_of_a_gmns_folder_reads_as_well(tmp_path: Path) -> None:
    (tmp_path / "demand.csv").write_text("o_zone_id,d_zone_id,volume\nNA,2,10.5\n")
    assert read_demand_file(tmp_path / "demand.csv") == (DemandRow("NA", "2", "general", 10.5, math.inf, ASSUMED),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("origin,destination\na,b\n", ("row 1", "t_day")),
        ("origin,destination,t_day\na,b,much\n", ("row 2", "t_day", "much")),
        ("origin,destination,t_day\na,b,\n", ("row 2", "t_day", "empty")),
        ("origin,destination,t_day\na,b,-1\n", ("row 2", "t_day", "-1")),
        ("origin,destination,t_day\n,b,1\n", ("row 2", "origin")),
        ("origin,destination,t_day,kind\na,b,1,guessed\n", ("row 2", "kind", "guessed")),
        ("origin,destination,t_day\na,b,1\na,b\n", ("row 3", "2 cells")),
        ("origin,destination,t_day\na,b,1_000\n", ("row 2", "1_000")),
    ],
)
def test_a_bad_row_is_named(text: str, words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text(text)
    with pytest.raises(InputError) as caught:
        read_demand_file(tmp_path / "d.csv")
    for word in ("d.csv", *words):
        assert word in str(caught.value)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"origin": [1], "destination": ["b"], "t_day": [1.0]}, ("row 1", "origin")),
        ({"origin": ["a"], "destination": ["b"], "t_day": ["1"]}, ("row 1", "t_day")),
        ({"origin": ["a"], "destination": ["b"], "t_day": [math.nan]}, ("row 1", "t_day")),
        ({"origin": ["a"], "destination": ["b"]}, ("t_day",)),
    ],
)
def test_a_bad_row_of_parquet_is_named(columns: dict[str, list[Any]], words: tuple[str, ...], tmp_path: Path) -> None:
    pq.write_table(pa.table(columns), tmp_path / "d.parquet")
    with pytest.raises(InputError) as caught:
        read_demand_file(tmp_path / "d.parquet")
    for word in ("d.parquet", *words):
        assert word in str(caught.value)


def test_a_suffix_that_is_no_format(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="xlsx"):
        write_demand((), tmp_path / "d.xlsx")
    with pytest.raises(InputError, match="xlsx"):
        read_demand_file(tmp_path / "d.xlsx")


def test_a_pair_that_appears_twice_has_no_matrix(tmp_path: Path) -> None:
    row = DemandRow("a", "b", "general", 1.0, 1.0, ASSUMED)
    with pytest.raises(InputError, match="twice"):
        write_demand((row, row), tmp_path / "d.omx")
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------------------------------------------- OMX


def test_matrices_keep_zones_names_types_and_values(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    tables = {"t": rng.random((3, 3)), "n": np.arange(9, dtype=np.int32).reshape(3, 3), "ж": np.full((3, 3), np.inf)}
    before = Matrices(("NA", "NO", "Алматы"), tables, {"about": "Қ" * 100_000}, {"t": {"units": "t/day"}})
    write_omx(before, tmp_path / "m.omx")
    after = read_omx(tmp_path / "m.omx")
    assert after.zones == before.zones
    assert list(after.tables) == list(tables)
    for name, table in tables.items():
        assert after.tables[name].dtype == table.dtype
        assert after.tables[name].tobytes() == table.tobytes()
    assert after.attributes == before.attributes
    assert after.units == before.units


def test_the_file_is_laid_out_as_omx_says(tmp_path: Path) -> None:
    write_omx(Matrices(("a", "b"), {"m": np.eye(2)}), tmp_path / "m.omx")
    with h5py.File(tmp_path / "m.omx") as file:
        assert file.attrs["OMX_VERSION"] == b"0.2"
        assert file.attrs["SHAPE"].tolist() == [2, 2]
        assert file["data/m"].shape == (2, 2)
        assert file["data/m"].chunks is not None
        assert file["lookup/zone_number"][()].tolist() == [1, 2]
        assert file["lookup/zone_id"].dtype == h5py.string_dtype("utf-8", 1)


def foreign(path: Path, **parts: Any) -> Path:
    with h5py.File(path, "w") as file:
        file.attrs["OMX_VERSION"] = np.bytes_(b"0.2")
        for name, value in parts.get("data", {"m": np.eye(2)}).items():
            file[f"data/{name}"] = value
        for name, value in parts.get("lookup", {}).items():
            file[f"lookup/{name}"] = value
    return path


def test_matrices_of_somebody_else(tmp_path: Path) -> None:
    path = foreign(tmp_path / "m.omx", lookup={"taz": np.array([101, 205])})
    assert read_omx(path).zones == ("101", "205")
    assert read_demand_file(path) == (
        DemandRow("101", "101", "m", 1.0, math.inf, Provenance(kind="assumed", source="matrix m of m.omx")),
        DemandRow("205", "205", "m", 1.0, math.inf, Provenance(kind="assumed", source="matrix m of m.omx")),
    )
    assert read_omx(foreign(tmp_path / "n.omx")).zones == ("1", "2")


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"data": {}}, ("data",)),
        ({"data": {"m": np.ones((2, 3))}}, ("m", "2 x 3")),
        ({"data": {"m": np.eye(2), "o": np.eye(3)}}, ("o", "3 x 3")),
        ({"data": {"m": np.ones(4)}}, ("m", "no matrix")),
        ({"data": {"m": np.array([[b"a"]])}}, ("m", "no matrix")),
        ({"lookup": {"zone_id": np.array([1, 1])}}, ("zone_id", "repeats")),
        ({"lookup": {"zone_id": np.array([1, 2, 3])}}, ("zone_id", "2 zones")),
        ({"lookup": {"zone_id": np.array([1.5, 2.5])}}, ("zone_id", "neither")),
    ],
)
def test_a_bad_matrix_is_named(parts: dict[str, Any], words: tuple[str, ...], tmp_path: Path) -> None:
    path = foreign(tmp_path / "m.omx", **parts)
    with pytest.raises(InputError) as caught:
        read_omx(path)
    for word in ("m.omx", *words):
        assert word in str(caught.value)


def test_a_file_that_leads_elsewhere_is_not_followed(tmp_path: Path) -> None:
    foreign(tmp_path / "secret.omx")
    path = tmp_path / "m.omx"
    with h5py.File(path, "w") as file:
        file.create_group("data")["m"] = h5py.ExternalLink(str(tmp_path / "secret.omx"), "data/m")
    with pytest.raises(InputError, match="data/m"):
        read_omx(path)


def test_files_that_are_no_omx(tmp_path: Path) -> None:
    (tmp_path / "a.omx").write_text("matrix")
    with pytest.raises(InputError, match="HDF5"):
        read_omx(tmp_path / "a.omx")
    path = foreign(tmp_path / "b.omx", data={"m": np.ones((400, 400))})
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(InputError, match=r"b\.omx"):
        read_omx(path)


def test_zones_that_repeat_and_shapes_that_differ_are_refused() -> None:
    with pytest.raises(ValueError, match="repeat"):
        Matrices(("a", "a"), {})
    with pytest.raises(ValueError, match="shape"):
        Matrices(("a",), {"m": np.ones((2, 2))})
