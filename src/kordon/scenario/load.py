"""Scenario files: YAML 1.2 in, a :class:`kordon.model.Scenario` out that the world understands.

The file is somebody's input: its size, its nesting and YAML's aliases are bounded before anything is built from it,
tags are refused, and every mistake costs one line that names the file, the line, the field and the mend.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kordon.errors import ScenarioError
from kordon.model import Scenario

if TYPE_CHECKING:
    from kordon.world import World

DATA = Path(__file__).parent / "data"
"""The folder of the named scenarios and the published JSON Schema."""

MAX_BYTES = 1_000_000
MAX_DEPTH = 12
MAX_NODES = 50_000
SUFFIXES = (".yaml", ".yml")


def load_scenario(source: str | Path, world: World) -> Scenario:
    """Return the scenario of a file, or the named one, checked against the world.

    ``source`` is a path of a YAML file or a name from :func:`named_scenarios`. Raises
    :class:`kordon.errors.ScenarioError` with one line for whatever is wrong with it.
    """
    from kordon.scenario.validate import validate

    path, where = _locate(source)
    scenario, lines = _read(path, where)
    validate(scenario, world, where=where, lines=lines)
    return scenario


def parse_scenario(text: str, *, where: str = "scenario") -> Scenario:
    """Return the scenario that a YAML text describes, without asking the world about its names."""
    return _build(text, where)[0]


@lru_cache(maxsize=1)
def named_scenarios() -> Mapping[str, Scenario]:
    """Return the bundled scenarios by name, in alphabetical order.

    >>> "suez_closed" in named_scenarios()
    True
    """
    return {path.stem: _read(path, path.name)[0] for path in sorted(DATA.glob("*.yaml"))}


def scenario_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a scenario file, made from the records themselves."""
    schema = Scenario.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "Kordon scenario"}


def published_schema() -> dict[str, Any]:
    """Return the JSON Schema as bundled with the package (a test keeps it equal to :func:`scenario_schema`)."""
    schema: dict[str, Any] = json.loads((DATA / "scenario.schema.json").read_text(encoding="utf-8"))
    return schema


def _locate(source: str | Path) -> tuple[Path, str]:
    name = str(source)
    bundled = DATA / f"{name}.yaml"
    if isinstance(source, str) and "/" not in name and "\\" not in name and name and bundled.is_file():
        return bundled, name
    path = Path(source)
    if path.is_file():
        return path, name
    if path.is_dir():
        raise ScenarioError("is a folder, not a scenario file", where=name, mend="name one YAML file")
    mend = "kordon scenarios lists the named ones"
    if path.suffix in SUFFIXES or "/" in name:
        raise ScenarioError("there is no such file", where=name, mend="give a YAML file or a named scenario")
    guess = _closest(name, [p.stem for p in DATA.glob("*.yaml")])
    raise ScenarioError(
        "is neither a scenario file nor a named scenario", where=name, mend=f"did you mean {guess}?" if guess else mend
    )


def _read(path: Path, where: str) -> tuple[Scenario, Lines]:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ScenarioError(
                f"is {size / 1e6:.1f} MB, more than the {MAX_BYTES / 1e6:.0f} MB a scenario may have",
                where=where,
                mend="split it",
            )
        raw = path.read_bytes()
    except OSError as error:
        raise ScenarioError(
            f"cannot be read ({error.strerror})", where=where, mend="check the path and its rights"
        ) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ScenarioError(f"is not UTF-8 text (byte {error.start})", where=where, mend="save it as UTF-8") from None
    return _build(text, where)


class Lines:
    """Line numbers of a YAML document by path of keys, to name the row of a mistake."""

    def __init__(self, node: Any = None) -> None:
        self._node = node

    def at(self, *path: str | int) -> int | None:
        """Return the line (from 1) of the deepest part of ``path`` that is in the document."""
        node = self._node
        if node is None:
            return None
        line = node.start_mark.line + 1
        for step in path:
            child = _child(node, step)
            if child is None:
                break
            key, node = child
            line = key.start_mark.line + 1
        return int(line)


def _child(node: Any, step: str | int) -> tuple[Any, Any] | None:
    """Return the node that bears the line, and the node to go on from."""
    if node.id == "mapping":
        for key, value in node.value:
            if key.value == step:
                return key, value
    elif node.id == "sequence" and isinstance(step, int) and 0 <= step < len(node.value):
        return node.value[step], node.value[step]
    return None


def _build(text: str, where: str) -> tuple[Scenario, Lines]:
    from pydantic import ValidationError
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    if not text.strip():
        raise ScenarioError("is empty", where=where, mend="see examples/scenario.yaml")
    try:
        _refuse_bombs(text, where)
        node = _yaml().compose(text)
        data = _yaml().load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f", line {mark.line + 1}" if mark is not None else ""
        raise ScenarioError(
            f"is not YAML: {_short(error.problem or error.context)}", where=where + line, mend="mend that line"
        ) from None
    except (YAMLError, ValueError) as error:
        raise ScenarioError(f"is not YAML: {_short(error)}", where=where, mend="check it with a YAML editor") from None
    except RecursionError:
        raise ScenarioError("is nested too deeply", where=where, mend=f"use at most {MAX_DEPTH} levels") from None
    lines = Lines(node)
    if not isinstance(data, dict):
        raise ScenarioError("does not hold a mapping", where=where, mend="start with id:, name: and measures:")
    try:
        return Scenario.model_validate(data), lines
    except ValidationError as error:
        raise _first_mistake(error, where, lines) from None


def _yaml() -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.constructor import SafeConstructor

    class PlainDates(SafeConstructor):
        """Leave dates as text: the record checks them and says which field is wrong."""

    PlainDates.add_constructor("tag:yaml.org,2002:timestamp", PlainDates.construct_yaml_str)
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = PlainDates
    return yaml


def _refuse_bombs(text: str, where: str) -> None:
    """Raise for aliases, anchors, tags, further documents, deep nesting and too many nodes, before any is built."""
    depth = documents = 0
    for count, event in enumerate(_events(text)):
        kind = type(event).__name__
        line = f"{where}, line {event.start_mark.line + 1}"
        if kind == "AliasEvent" or getattr(event, "anchor", None):
            raise ScenarioError("uses a YAML anchor or alias", where=line, mend="write the value out")
        if getattr(event, "tag", None):
            raise ScenarioError(f"uses the YAML tag {_short(event.tag)}", where=line, mend="use plain values")
        if kind == "DocumentStartEvent":
            documents += 1
            if documents > 1:
                raise ScenarioError("holds a second document", where=line, mend="one scenario a file")
        if kind in ("MappingStartEvent", "SequenceStartEvent"):
            depth += 1
            if depth > MAX_DEPTH:
                raise ScenarioError("is nested too deeply", where=line, mend=f"use at most {MAX_DEPTH} levels")
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            depth -= 1
        if count > MAX_NODES:
            raise ScenarioError("holds too many values", where=line, mend="split it")


def _events(text: str) -> Iterator[Any]:
    yield from _yaml().parse(text)


def _first_mistake(error: Any, where: str, lines: Lines) -> ScenarioError:
    """Return the first of pydantic's complaints as one line: file, line, field, what, mend."""
    detail = error.errors(include_url=False, include_context=False)[0]
    loc: tuple[str | int, ...] = tuple(detail["loc"])
    value = detail.get("input")
    kind = str(detail["type"])
    what, mend = str(detail["msg"]), "see the schema: kordon scenarios --schema"
    if kind == "extra_forbidden":
        known = _known_keys(loc[:-1])
        guess = _closest(str(loc[-1]), known)
        what, mend = f"unknown key {_short(loc[-1])!r}", f"did you mean {guess}?" if guess else _one_of(known)
    elif kind == "missing":
        what, mend = f"the key {str(loc[-1])!r} is missing", "add it"
    elif kind.startswith("date"):
        what, mend = f"{_short(value)!r} is not a date that exists", "write YYYY-MM-DD, for instance 2025-10-07"
    elif kind == "literal_error":
        allowed = str(error.errors(include_url=False)[0].get("ctx", {}).get("expected", "")).replace("'", "")
        what, mend = f"{_short(value)!r} is not known", f"one of {allowed}"
    elif value is not None and not isinstance(value, dict | list):
        what = f"{_short(value)!r}: {what[:1].lower()}{what[1:]}"
    return ScenarioError(what, where=place_of(where, lines, loc), mend=mend)


def place_of(where: str, lines: Lines, loc: tuple[str | int, ...]) -> str:
    """Return 'file, line 7, measure 2, where.posts' for a path of keys."""
    line = lines.at(*loc)
    parts = [where] + ([f"line {line}"] if line is not None else [])
    rest = list(loc)
    if len(rest) >= 2 and rest[0] == "measures" and isinstance(rest[1], int):
        parts.append(f"measure {rest[1] + 1}")
        rest = rest[2:]
    field = ".".join(str(step) for step in rest if not isinstance(step, int))
    return ", ".join(parts + ([field] if field else []))


def _known_keys(loc: tuple[str | int, ...]) -> list[str]:
    from kordon.model import Freight, Measure, Provenance, Record, Where

    last = next((step for step in reversed(loc) if isinstance(step, str)), "")
    known: dict[str, type[Record]] = {"measures": Measure, "where": Where, "freight": Freight, "provenance": Provenance}
    record: type[Record] = known.get(last, Scenario)
    return list(record.model_fields)


def _closest(name: str, known: list[str]) -> str:
    from rapidfuzz import fuzz, process

    hit = process.extractOne(name, known, scorer=fuzz.WRatio, score_cutoff=70)
    return str(hit[0]) if hit else ""


def _one_of(known: list[str]) -> str:
    return "one of " + ", ".join(known)


def _short(value: object, limit: int = 60) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"
