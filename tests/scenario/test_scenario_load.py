"""Scenario files: what is read, and one line for whatever is wrong."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kordon.errors import ScenarioError
from kordon.model import Scenario
from kordon.scenario import load_scenario, named_scenarios, scenario_schema
from kordon.scenario.load import MAX_BYTES, parse_scenario, published_schema
from kordon.world import load_world
from worlds import tiny_world

WORLD = tiny_world()
HEAD = "id: s\nname: S\nmeasures:\n"


def load(text: str, tmp_path: Path) -> Scenario:
    path = tmp_path / "s.yaml"
    path.write_text(text, encoding="utf-8")
    return load_scenario(path, WORLD)


def mistake(text: str, tmp_path: Path) -> str:
    with pytest.raises(ScenarioError) as caught:
        load(text, tmp_path)
    line = str(caught.value)
    assert "\n" not in line
    assert "s.yaml" in line
    return line


def test_a_file_becomes_a_scenario(tmp_path: Path) -> None:
    scenario = load(
        HEAD + "  - {kind: closure, where: {territories: [KZ]}, freight: {either_end: [RU], scope: transit}, "
        "start: 2025-09-01, end: 2025-10-01}\n  - {kind: capacity, where: {posts: [syrym]}, factor: 0.5}\n",
        tmp_path,
    )
    closure, capacity = scenario.measures
    assert closure.where.territories == ("KZ",)
    assert closure.freight.scope == "transit"
    assert closure.start == dt.date(2025, 9, 1)
    assert capacity.factor == 0.5


def test_norway_is_a_state_and_half_past_twelve_no_number(tmp_path: Path) -> None:
    scenario = parse_scenario(HEAD + "  - {kind: closure, where: {territories: [NO, NA]}, why: 12:30}\n")
    assert scenario.measures[0].where.territories == ("NO", "NA")
    assert scenario.measures[0].why == "12:30"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "  - {kind: closure, where: {posts: [syrim]}}\n",
            ["line 4", "measure 1", "where.posts", "did you mean syrym"],
        ),
        ("  - {kind: closure, where: {territories: [XX]}}\n", ["where.territories", "XX"]),
        ("  - {kind: closure, where: {places: [almati]}}\n", ["where.places", "almaty"]),
        ("  - {kind: closure, where: {corridors: [north_roads]}}\n", ["where.corridors", "north_road"]),
        ("  - {kind: closure, freight: {cargo: [graim]}}\n", ["freight.cargo", "grain"]),
        ("  - {kind: closure, where: {links: [nope]}}\n", ["where.links", "nope"]),
        ("  - {kind: closure, where: {borders: [[KZ, QQ]]}}\n", ["where.borders", "QQ"]),
        ("  - {kind: rule, rule: no_such_rule}\n", ["rule", "no_such_rule"]),
        ("  - {kind: closure, start: 2025-02-30}\n", ["line 4", "start", "2025-02-30", "date"]),
        ("  - {kind: closure, start: 2025-05-02, end: 2025-05-01}\n", ["end", "before"]),
        ("  - {kind: closur}\n", ["kind", "closur", "closure"]),
        ("  - {kind: closure, wher: {territories: [KZ]}}\n", ["wher", "did you mean where"]),
        ("  - {kind: closure, where: {post: [syrym]}}\n", ["post", "did you mean posts"]),
        ("  - {kind: capacity, where: {posts: [syrym]}}\n", ["factor"]),
        ("  - {kind: capacity, where: {posts: [syrym]}, factor: -1}\n", ["factor", "-1"]),
        ("  - {kind: capacity, where: {posts: [syrym]}, factor: .nan}\n", ["factor"]),
        ("  - {kind: capacity, where: {posts: [syrym]}, factor: 1.0e+300}\n", ["factor"]),
        ("  - {kind: delay, where: {posts: [syrym]}, delay_days: soon}\n", ["delay_days", "soon"]),
        ("  - {kind: inspection, where: {posts: [syrym]}, share: 1.5, delay_days: 1}\n", ["share", "1.5"]),
        ("  - {kind: closure, factor: 0.5}\n", ["closure takes no factor"]),
        ("  - {kind: demand, factor: 0.5, where: {posts: [syrym]}}\n", ["demand", "where.posts"]),
        ("  - {kind: closure, both_ways: false}\n", ["both_ways", "border"]),
        ("  - closure\n", ["measure 1"]),
    ],
)
def test_a_mistake_costs_one_line(text: str, words: list[str], tmp_path: Path) -> None:
    line = mistake(HEAD + text, tmp_path)
    for word in words:
        assert word in line, line


@pytest.mark.parametrize(
    "text",
    [
        "", " \n\t\n", "# nothing\n", "just words\n", "[1, 2]\n", "id: s\n", "id: s\nname: S\nid: t\n", "a: b: c\n", "{[\n",
        "id: s\nname: S\n---\nid: t\nname: T\n", "id: !!python/object/apply:os.system [ls]\nname: S\n",
        "a: &a [x]\nb: *a\n", "x: " + "[" * 5000 + "\n", "\x00\x01", "id: s\nname: 5\n", "id: s\nname: S\nmeasures: 3\n",
        "%YAML 9.9\n---\nid: s\n", "'unclosed\n", "\tid: s\n",
    ],
)  # fmt: skip
def test_hostile_or_empty_text_costs_one_line(text: str, tmp_path: Path) -> None:
    mistake(text, tmp_path)


def test_an_alias_bomb_is_refused_before_it_grows(tmp_path: Path) -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    assert "alias" in mistake("\n".join(rows), tmp_path)


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_bytes(b"# " + b"x" * MAX_BYTES)
    with pytest.raises(ScenarioError, match="MB"):
        load_scenario(tmp_path / "s.yaml", WORLD)


def test_other_encodings_and_folders(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_bytes("name: Граница".encode("cp1251"))
    with pytest.raises(ScenarioError, match="UTF-8"):
        load_scenario(tmp_path / "s.yaml", WORLD)
    with pytest.raises(ScenarioError, match="folder"):
        load_scenario(tmp_path, WORLD)
    with pytest.raises(ScenarioError, match="no such file"):
        load_scenario(tmp_path / "t.yaml", WORLD)
    with pytest.raises(ScenarioError, match="did you mean suez_closed"):
        load_scenario("suez_closd", WORLD)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_scenario_or_one_line(text: str) -> None:
    try:
        parse_scenario(text)
        said = ""
    except ScenarioError as error:
        said = str(error)
    assert len(said.splitlines()) <= 1


def test_named_scenarios_are_understood_by_the_bundled_world() -> None:
    world = load_world()
    named = named_scenarios()
    assert {"kz_closed_to_ru", "kz_closed_to_ru_transit", "suez_closed", "north_south_and_caspian"} <= set(named)
    events = {event.id for event in world.events}
    for key in named:
        scenario = load_scenario(key, world)
        assert scenario.id == key
        assert scenario.description
        for measure in scenario.measures:
            assert measure.why
            assert measure.provenance.source
            assert set(measure.evidence) <= events, key
            if measure.provenance.kind == "published":
                assert measure.provenance.source.startswith("http")
                assert measure.provenance.date


def test_the_example_file_is_understood(root: Path) -> None:
    scenario = load_scenario(root / "examples" / "scenario.yaml", load_world())
    assert len(scenario.measures) == 3


def test_the_published_schema_is_up_to_date() -> None:
    assert published_schema() == json.loads(json.dumps(scenario_schema()))
    assert "measures" in scenario_schema()["properties"]
