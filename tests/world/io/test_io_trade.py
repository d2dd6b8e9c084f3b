"""Trade statistics: sums by state and class, what is left out, what is estimated, what is refused."""

from __future__ import annotations

import csv
import math
import random
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kordon.errors import InputError, LookupFailed
from kordon.world.cargo import cargo_class
from kordon.world.csvtable import DATA, read_table
from kordon.world.demand import read_totals
from kordon.world.io import tradecsv
from kordon.world.io.baci import read_baci, read_country_codes
from kordon.world.io.comtrade import read_comtrade
from kordon.world.io.trade import TOTAL_COLUMNS, Trade, compare, state_codes, write_totals

few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
HEAD = "t,i,j,k,v,q\n"


def baci(tmp_path: Path, rows: str, head: str = HEAD) -> Path:
    path = tmp_path / "BACI_HS22_Y2024_V202601.csv"
    path.write_text(head + rows, encoding="utf-8")
    return path


def cells(trade: Trade) -> dict[tuple[str, str, str], tuple[float, float, float]]:
    return {(r.origin, r.destination, r.cargo): (r.tonnes, r.tonnes_estimated, r.value_kusd) for r in trade.rows}


def test_the_codes_of_states() -> None:
    codes = state_codes()
    assert codes["516"] == codes["NAM"] == "NA"
    assert codes["578"] == codes["579"] == codes["NOR"] == "NO"
    assert codes["398"] == "KZ"
    assert codes["842"] == codes["840"] == "US"
    kordon = {row["cc"]: row["iso3"] for row in read_table("territories")}
    theirs = {row["cc"]: row["iso3"] for row in read_table("trade_codes")}
    assert {cc: theirs.get(cc) for cc in kordon if cc != "XK"} == {cc: v for cc, v in kordon.items() if cc != "XK"}


def test_rows_are_summed_by_state_and_class(tmp_path: Path) -> None:
    path = baci(
        tmp_path,
        "2024,398,156,270900,100.5,1000\n2024,398,156,270900,50,500.25\n2024,398,156,270112,10,  200\n"
        "2024,516,578,100199,7,70\n2024,578,516,030211,8,80\n",
    )
    trade = read_baci(path)
    assert cells(trade) == {
        ("KZ", "CN", "crude_oil"): (1500.25, 0.0, 150.5), ("KZ", "CN", "coal"): (200.0, 0.0, 10.0),
        ("NA", "NO", "grain"): (70.0, 0.0, 7.0), ("NO", "NA", "food"): (80.0, 0.0, 8.0),
    }  # fmt: skip
    assert trade.read == 5
    assert {row.year for row in trade.rows} == {2024}


def test_a_weight_that_is_not_known_is_estimated_from_the_value(tmp_path: Path) -> None:
    trade = read_baci(
        baci(tmp_path, "2024,398,156,270900,100,200\n2024,643,156,270900,50,NA\n2024,643,156,100199,9,\n")
    )
    assert cells(trade) == {
        ("KZ", "CN", "crude_oil"): (200.0, 0.0, 100.0),
        ("RU", "CN", "crude_oil"): (0.0, 100.0, 50.0),  # 50 thousand USD at half a thousand a tonne
        ("RU", "CN", "grain"): (0.0, 0.0, 9.0),  # nothing of the class has a weight: nothing to estimate from
    }


def test_zeros_that_a_spreadsheet_ate_come_back(tmp_path: Path) -> None:
    assert cells(read_baci(baci(tmp_path, "2024,4,8,10121,1,1\n"))) == {("AF", "AL", "food"): (1.0, 0.0, 1.0)}


def test_what_has_no_class_or_state_is_reported(tmp_path: Path) -> None:
    trade = read_baci(baci(tmp_path, "2024,398,156,999999,5,1\n2024,899,156,270900,3,1\n2024,398,156,270900,1,1\n"))
    assert list(cells(trade)) == [("KZ", "CN", "crude_oil")]
    assert trade.unclassed_kusd == 5
    assert trade.unknown_states_kusd == {"899": 3.0}


def test_the_list_of_codes_that_comes_with_the_release(tmp_path: Path) -> None:
    path = tmp_path / "country_codes_V202601.csv"
    path.write_text(
        "country_code,country_name,country_iso2,country_iso3\n516,Namibia,NA,NAM\n899,Areas,NO,NOR\n97,EU,,\n"
    )
    assert read_country_codes(path) == {"516": "NA", "899": "NO"}
    trade = read_baci(baci(tmp_path, "2024,899,516,270900,3,1\n"), countries=path)
    assert list(cells(trade)) == [("NO", "NA", "crude_oil")]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("2024,398,156,270900,1,1\n2024,398,156,270900,much,1\n", ("row 3", "v", "much")),
        ("2024,398,156,270900,1,-5\n", ("row 2", "q", "-5")),
        ("2024,398,156,270900,1,inf\n", ("row 2", "q", "inf")),
        ("2024,KAZ,156,270900,1,1\n", ("row 2", "i", "KAZ")),
        ("2024,398,156,oil,1,1\n", ("row 2", "k", "oil")),
        ("2024,398,156,2709,1,1\n", ("row 2", "k", "2709")),
        ("24,398,156,270900,1,1\n", ("row 2", "t", "24")),
        ("2024,398,156,270900,1,1\n2024,398,156\n", ("row 3", "3 cells")),
        ("2024,398,156,270900,1,1\n2024,398,156,270900,1,1,9\n", ("row 3", "7 cells")),
        ("", ("no rows",)),
    ],
)
def test_a_bad_row_is_named(rows: str, words: tuple[str, ...], tmp_path: Path) -> None:
    path = baci(tmp_path, rows)
    with pytest.raises(InputError) as caught:
        read_baci(path)
    for word in (path.name, *words):
        assert word in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_header_without_a_column(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"row 1: has no column 'q'"):
        read_baci(baci(tmp_path, "2024,398,156,270900,1\n", head="t,i,j,k,v\n"))


def test_a_file_of_one_endless_line_is_not_swallowed(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_bytes(b"x" * (11 * 2**20))
    with pytest.raises(InputError, match="too long"):
        read_baci(path)


def slow(path: Path) -> dict[tuple[str, str, str], list[float]]:
    """The same sums, row by row."""
    out: dict[tuple[str, str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            try:
                cargo = cargo_class(row["k"])[0]
            except LookupFailed:
                continue
            key = state_codes()[row["i"].zfill(3)], state_codes()[row["j"].zfill(3)], cargo
            out[key][0] += float(row["q"]) if row["q"] != "NA" else 0.0
            out[key][1] += float(row["v"])
    return out


def test_blocks_add_up_to_what_rows_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tradecsv, "BLOCK_BYTES", 10_000)
    rng = random.Random(5)
    states = [row["code"] for row in read_table("trade_codes")]
    rows = [
        f"2024,{int(rng.choice(states))},{int(rng.choice(states))},{rng.randint(1, 97):02d}{rng.randint(1, 30):02d}"
        f"{rng.choice(['10', '90'])},{rng.lognormvariate(3, 2):.3f},"
        f"{'NA' if rng.random() < 0.1 else f'{rng.lognormvariate(3, 2):.3f}'}\n"
        for _ in range(5_000)
    ]
    path = baci(tmp_path, "".join(rows))
    fast, expected = read_baci(path), slow(path)
    assert fast.read == 5_000
    assert set(cells(fast)) == set(expected)
    for key, (tonnes, _, kusd) in cells(fast).items():
        assert tonnes == pytest.approx(expected[key][0], rel=1e-9, abs=1e-9)
        assert kusd == pytest.approx(expected[key][1], rel=1e-9)


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
@few
def test_nonsense_never_ends_in_a_traceback(text: str, tmp_path: Path) -> None:
    path = baci(tmp_path, text)
    try:
        found: Trade | str = read_baci(path)
    except InputError as error:
        found = str(error)
    assert isinstance(found, Trade) or path.name in found


# ------------------------------------------------------------------------------------------------ Comtrade

COLUMNS = "freqCode,refYear,period,reporterCode,reporterISO,flowCode,partnerCode,partner2Code,cmdCode,motCode,customsCode,netWgt,primaryValue"


def comtrade(tmp_path: Path, *rows: str, head: str = COLUMNS, tail: str = "") -> Path:
    path = tmp_path / "TradeData.csv"
    path.write_text(head + "\n" + "".join(f"{row}{tail}\n" for row in rows), encoding="latin-1")
    return path


def line(
    reporter: int, flow: str, partner: int, code: str, kg: object, usd: object, *, partner2: int = 0, mot: int = 0,
    customs: str = "C00", year: int = 2024,
) -> str:  # fmt: skip
    return f"A,{year},{year},{reporter},XXX,{flow},{partner},{partner2},{code},{mot},{customs},{kg},{usd}"


def test_the_importer_is_believed_and_else_the_exporter(tmp_path: Path) -> None:
    path = comtrade(
        tmp_path, line(156, "M", 398, "270900", 5_000_000, 2_000_000), line(398, "X", 156, "270900", 4_000_000, 1_900_000),
        line(398, "X", 860, "100199", 1_000, 3_000), line(578, "M", 516, "030211", 2_000, 9_000),
    )  # fmt: skip
    trade = read_comtrade(path)
    assert {(r.origin, r.destination, r.cargo, r.tonnes, r.reported_by) for r in trade.rows} == {
        ("KZ", "CN", "crude_oil", 5000.0, "importer"), ("KZ", "UZ", "grain", 1.0, "exporter"),
        ("NA", "NO", "food", 2.0, "importer"),
    }  # fmt: skip
    assert cells(read_comtrade(path, reports="exports")) == {
        ("KZ", "CN", "crude_oil"): (4000.0, 0.0, 1900.0), ("KZ", "UZ", "grain"): (1.0, 0.0, 3.0),
    }  # fmt: skip
    assert ("KZ", "UZ", "grain") not in cells(read_comtrade(path, reports="imports"))


def test_totals_and_their_parts_do_not_count_twice(tmp_path: Path) -> None:
    path = comtrade(
        tmp_path, line(156, "M", 398, "270900", 1_000, 100), line(156, "M", 398, "270900", 400, 40, mot=2000),
        line(156, "M", 398, "270900", 600, 60, customs="C01"), line(156, "M", 398, "270900", 1_000, 100, partner2=643),
        line(156, "M", 0, "270900", 9_000, 900), line(156, "RM", 398, "270900", 9_000, 900),
        line(156, "M", 398, "TOTAL", 9_000, 900), line(156, "M", 398, "2709", 1_000, 100), line(156, "M", 398, "27", 1_000, 100),
    )  # fmt: skip
    trade = read_comtrade(path)
    assert cells(trade) == {("KZ", "CN", "crude_oil"): (1.0, 0.0, 0.1)}
    assert trade.left_out == {
        "re-exports, re-imports and other flows": 1, "parts of a total (partner2Code)": 1, "parts of a total (motCode)": 1,
        "parts of a total (customsCode)": 1, "partner World": 1, "totals and products that are no HS code": 1,
    }  # fmt: skip


def test_each_reporter_counts_at_its_own_depth(tmp_path: Path) -> None:
    path = comtrade(
        tmp_path, line(156, "M", 398, "270900", 1_000, 100), line(156, "M", 398, "2709", 1_000, 100),
        line(860, "M", 398, "1001", 3_000, 100), line(860, "M", 398, "10", 3_500, 100),
    )  # fmt: skip
    assert cells(read_comtrade(path)) == {
        ("KZ", "CN", "crude_oil"): (1.0, 0.0, 0.1), ("KZ", "UZ", "grain"): (3.0, 0.0, 0.1),
    }  # fmt: skip


def test_a_weight_of_zero_is_not_known(tmp_path: Path) -> None:
    path = comtrade(tmp_path, line(156, "M", 398, "270900", 0, 500), line(156, "M", 643, "270900", 2_000, 1_000))
    assert cells(read_comtrade(path))["KZ", "CN", "crude_oil"] == (0.0, 1.0, 0.5)


def test_downloads_that_end_rows_with_a_comma(tmp_path: Path) -> None:
    plain = read_comtrade(comtrade(tmp_path, line(156, "M", 398, "270900", 1_000, 100)))
    assert read_comtrade(comtrade(tmp_path, line(156, "M", 398, "270900", 1_000, 100), tail=",")).rows == plain.rows


def test_the_old_names_of_columns(tmp_path: Path) -> None:
    head = "Classification,Year,Trade Flow,Reporter Code,Reporter,Partner Code,Commodity Code,Netweight (kg),Trade Value (US$)"
    path = comtrade(
        tmp_path, "H5,2019,Import,156,China,398,270900,1000,100", "H5,2019,Re-Import,156,Côte,398,270900,1,1", head=head
    )
    assert cells(read_comtrade(path)) == {("KZ", "CN", "crude_oil"): (1.0, 0.0, 0.1)}


def test_years_stay_apart(tmp_path: Path) -> None:
    path = comtrade(
        tmp_path, line(156, "M", 398, "270900", 1_000, 100), line(156, "M", 398, "270900", 3_000, 100, year=2023)
    )
    assert [(r.year, r.tonnes) for r in read_comtrade(path).rows] == [(2023, 3.0), (2024, 1.0)]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((line(156, "M", 398, "270900", "heavy", 1),), ("row 2", "netWgt", "heavy")),
        ((line(156, "M", 398, "270900", 1, -1),), ("row 2", "primaryValue", "-1")),
        ((line(156, "M", 398, "270900", 1, 1), "A,2024"), ("row 3", "2 cells")),
        (
            (line(156, "M", 398, "270900", 1, 1), line(156, "M", 398, "270900", 1, 1).replace("A,", "M,", 1)),
            ("monthly",),
        ),
    ],
)
def test_a_bad_row_of_comtrade_is_named(rows: tuple[str, ...], words: tuple[str, ...], tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_comtrade(comtrade(tmp_path, *rows))
    for word in ("TradeData.csv", *words):
        assert word in str(caught.value)


def test_a_file_that_is_not_comtrade(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="flowCode"):
        read_comtrade(baci(tmp_path, "2024,1,1,1,1,1\n", head="refYear,i,j,k,v,q\n"))


# ------------------------------------------------------------------------------------------- beside Kordon


def test_totals_have_the_columns_of_the_bundled_table(tmp_path: Path) -> None:
    trade = read_baci(
        baci(tmp_path, "2024,398,156,270900,100,2e6\n2024,643,156,270900,50,NA\n2024,516,578,100199,1,5e5\n")
    )
    write_totals(trade, tmp_path / "totals.csv")
    with (tmp_path / "totals.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    with (DATA / "demand_totals.csv").open(encoding="utf-8", newline="") as stream:
        assert list(rows[0]) == next(csv.reader(stream)) == list(TOTAL_COLUMNS)
    assert [(r["origin"], r["destination"], r["cargo"], float(r["mt_year"]), r["kind"]) for r in rows] == [
        ("KZ", "CN", "crude_oil", 2.0, "published"), ("NA", "NO", "grain", 0.5, "published"),
        ("RU", "CN", "crude_oil", 1.0, "estimated"),
    ]  # fmt: skip
    assert "estimated from value" in rows[2]["note"]
    assert len({r["id"] for r in rows}) == 3
    assert {t.cargo for t in read_totals()} >= {r["cargo"] for r in rows}


def test_trade_stands_beside_demand(tmp_path: Path) -> None:
    trade = read_baci(baci(tmp_path, "2024,398,156,270900,100,3e6\n2024,398,4,270900,1,1e6\n"))
    rows = compare(
        trade, [("KZ", "CN", "crude_oil", 1e6 / 365), ("KZ", "CN", "coal", 1e6 / 365), ("KZ", "KZ", "coal", 9e9)]
    )
    assert [(r.origin, r.destination, r.cargo, r.trade_mt, round(r.demand_mt, 9)) for r in rows] == [
        ("KZ", "CN", "crude_oil", 3.0, 1.0), ("KZ", "CN", "coal", 0.0, 1.0)
    ]  # fmt: skip
    assert not math.isnan(sum(r.trade_mt for r in rows))
