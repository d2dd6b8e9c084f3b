"""Public benchmark networks beside the repository, where they are; and files that cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from kordon.cli.assign import command
from kordon.errors import InputError
from kordon.flow import solve
from kordon.flow.audit import node_balance
from kordon.flow.tables import read_gmns, read_tntp

TNTP = Path(__file__).resolve().parents[2].parent / "shared" / "tntp"

NET = """<NUMBER OF ZONES> 2
<NUMBER OF NODES> 3
<FIRST THRU NODE> 3
<NUMBER OF LINKS> 3
<END OF METADATA>
~ init term capacity length time b power speed toll type ;
1 2 100 10 1.0 0.15 4 0 2 1 ;
1 3 100 3 2.0 0.15 4 0 0 1 ;
3 2 0 3 2.0 0 0 0 0 1 ;
"""
TRIPS = "<NUMBER OF ZONES> 2\n<END OF METADATA>\nOrigin 1\n 1 : 5.0; 2 : 80.0;\n"


@pytest.mark.parametrize("name", ["SiouxFalls", "Anaheim", "Winnipeg"])
def test_best_known_flows(name: str) -> None:
    net, trips, best = (TNTP / name / f"{name}_{part}.tntp" for part in ("net", "trips", "flow"))
    if not net.exists():
        pytest.skip("the public benchmark networks are not here")
    problem = read_tntp(net, trips).problem
    answer = solve(problem, gap=1e-10)
    known = {}
    for line in best.read_text().splitlines()[1:]:
        if line.strip():
            tail, head, flow = line.split()[:3]
            known[int(tail) - 1, int(head) - 1] = float(flow)
    flows = np.array([known[int(t), int(h)] for t, h in zip(problem.graph.tail, problem.graph.head, strict=True)])
    assert answer.gap <= 1e-10
    assert answer.audited_gap <= 1.01e-10
    assert np.abs(answer.link_volume - flows)[problem.delay.depends].max() <= 0.01
    assert np.abs(node_balance(problem, answer.link_flow, answer.served)).max() <= 1e-12 * problem.demand.sum()


def test_weights_of_toll_and_distance(tmp_path: Path) -> None:
    (tmp_path / "n").write_text(NET)
    (tmp_path / "t").write_text(TRIPS)
    free = solve(read_tntp(tmp_path / "n", tmp_path / "t").problem)
    assert free.link_volume.tolist() == [80.0, 0.0, 0.0]  # trips within a zone stay off the network
    dear = solve(read_tntp(tmp_path / "n", tmp_path / "t", toll_weight=1.0, distance_weight=0.5).problem)
    assert dear.link_volume.tolist() == [0.0, 80.0, 80.0]
    assert dear.od_cost == pytest.approx([2 * (1 + 0.15 * 0.8**4) + 2 + 3])


def test_the_command_prints_json_and_writes_flows(tmp_path: Path) -> None:
    (tmp_path / "n").write_text(NET)
    (tmp_path / "t").write_text(TRIPS)
    out = tmp_path / "flows.csv"
    done = CliRunner().invoke(
        command, ["--tntp", str(tmp_path / "n"), str(tmp_path / "t"), "--json", "--out", str(out), "--close-each",
                  "busiest:1", "--workers", "2"], catch_exceptions=False,
    )  # fmt: skip
    facts = json.loads(done.stdout)
    assert facts["gap"] <= 1e-8
    assert {"seconds", "iterations", "gap_history", "total_cost"} <= set(facts)
    assert facts["closures"][0]["from"] == "1"
    assert out.read_text().splitlines()[:2] == ["from,to,flow,cost", f"1,2,80.0,{1 + 0.15 * 0.8**4!r}"]


def square(folder: Path) -> list[str]:
    """Write a square of four nodes with two ways from corner to corner; return the options that read it."""
    rows = [(1, 2), (2, 4), (1, 3), (3, 4), (2, 3)]
    (folder / "n").write_text(
        "<NUMBER OF ZONES> 4\n<NUMBER OF NODES> 4\n<FIRST THRU NODE> 1\n<NUMBER OF LINKS> 5\n<END OF METADATA>\n"
        + "".join(f"{a} {b} 50 1 {a + b / 10} 0.15 4 0 0 1 ;\n" for a, b in rows)
    )
    (folder / "t").write_text("<NUMBER OF ZONES> 4\n<END OF METADATA>\nOrigin 1\n 4 : 80.0; 2 : 20.0;\n")
    return ["--tntp", str(folder / "n"), str(folder / "t"), "--json"]


def answered(options: list[str]) -> dict[str, object]:
    done = CliRunner().invoke(command, options, catch_exceptions=False, standalone_mode=False)
    facts: dict[str, object] = json.loads(done.stdout)
    return facts


def test_sets_of_links_are_closed_together(tmp_path: Path) -> None:
    sets = tmp_path / "sets.csv"
    sets.write_text("set,from,to\nnorth,2,4\nnorth,2,3\nsouth,3,4\n")
    options = [*square(tmp_path), "--close-sets", str(sets)]
    north, south = answered(options)["closures"]  # type: ignore[misc]
    assert (north["closed"], north["links"], north["unserved"]) == ("north", [["2", "4"], ["2", "3"]], 0.0)
    assert south["change"] > 0
    (both,) = answered([*options, "--together", "2"])["closures"]  # type: ignore[misc]
    assert (both["closed"], both["cut_off"]) == ("north + south", 80.0)
    screened = answered([*options, "--exact", "1"])["closures"]
    assert ["change" in row for row in screened] == [True, False]  # type: ignore[attr-defined]
    sets.write_text("set,from,to\nnorth,4,2\n")
    with pytest.raises(InputError, match="no link from '4' to '2'"):
        answered(options)


def test_a_killed_sweep_goes_on_from_its_file(tmp_path: Path) -> None:
    done = tmp_path / "done.jsonl"
    options = [*square(tmp_path), "--close-each", "busiest:4", "--resume", str(done)]
    whole = answered(options)["closures"]
    lines = done.read_text().splitlines(keepends=True)
    done.write_text("".join(lines[:2]) + lines[2][:15])
    assert answered(options)["closures"] == whole
    assert done.read_text().splitlines(keepends=True) == lines


@pytest.mark.parametrize(
    ("net", "trips", "says"),
    [
        (NET.replace("1 3 100", "1 9 100"), TRIPS, "term_node 9 is not a node"),
        (NET.replace("0.15 4 0 2", "x 4 0 2"), TRIPS, "row 7: field 6 is 'x'"),
        (NET.replace("<NUMBER OF LINKS> 3", "<NUMBER OF LINKS> 4"), TRIPS, "says 4, but 3"),
        (NET.replace("1 2 100", "1 2 0"), TRIPS, "capacity is 0"),
        (NET, TRIPS.replace("80.0", "-1"), "row 4: -1 trips"),
        (NET, TRIPS.replace("2 :", "7 :"), "destination 7"),
        ("hello", TRIPS, "not a TNTP file"),
    ],
)
def test_bad_files_are_refused_with_file_row_and_field(tmp_path: Path, net: str, trips: str, says: str) -> None:
    (tmp_path / "n").write_text(net)
    (tmp_path / "t").write_text(trips)
    with pytest.raises(InputError, match=says):
        CliRunner().invoke(
            command, ["--tntp", str(tmp_path / "n"), str(tmp_path / "t")], catch_exceptions=False, standalone_mode=False
        )


def test_gmns(tmp_path: Path) -> None:
    (tmp_path / "node.csv").write_text("node_id,zone_id,node_type\nA,1,centroid\nB,2,centroid\nC,,\n")
    (tmp_path / "link.csv").write_text(
        "link_id,from_node_id,to_node_id,directed,length,free_speed,capacity,lanes\n1,A,C,0,10,60,50,2\n2,C,B,1,5,60,,\n"
    )
    (tmp_path / "demand.csv").write_text("o_zone_id,d_zone_id,volume\n1,2,100\n2,1,4\n")
    read = read_gmns(tmp_path)
    answer = solve(read.problem)
    assert read.node_names == ("A", "B", "C")
    assert answer.link_volume.tolist() == [100.0, 0.0, 100.0]
    assert answer.od_cost[0] == pytest.approx(10 * 1.15 + 5)
    assert answer.cut_off.tolist() == [False, True]
    (tmp_path / "demand.csv").write_text("o_zone_id,d_zone_id,volume\n1,3,100\n")
    with pytest.raises(ValueError, match=r"demand.csv: row 2: d_zone_id '3'"):
        read_gmns(tmp_path)
