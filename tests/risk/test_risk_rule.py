"""The rule of weighing as properties: class, certainty, status, relays, age, two clocks, absence."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from risk_samples import DAY, claim, place, post, report, row, zone_of

from kordon.model import Claim, ClaimType, Event, Provenance, SourceClass, Zone
from kordon.risk import weigh
from kordon.risk.combine import odds_of, probabilities, saturate
from kordon.risk.statement import known_since
from kordon.risk.status import closed_on, status_span, status_type
from kordon.risk.tables import event_types, mechanisms, scales, weight
from kordon.world.load import World
from worlds import tiny_world

WORLD = tiny_world()
CLASSES = sorted(get_args(SourceClass), key=lambda c: weight("class", c))
TROUBLE = [t for t in get_args(ClaimType) if mechanisms()[t].restricted + mechanisms()[t].closed > 0 and t != "outlook"]


def zones(
    *claims: Claim, events: tuple[Event, ...] = (), world: World = WORLD, as_of: dt.date = DAY, **more: object
) -> tuple[Zone, ...]:
    ids = sorted({c.report for c in claims}) or ["r1"]
    reports = more.pop("reports", None) or tuple(report(i) for i in ids)
    return weigh(world, reports=reports, claims=claims, events=events, as_of=as_of)  # type: ignore[arg-type]


def syrym(*claims: Claim, **more: object) -> Zone:
    return zone_of(zones(*claims, **more), "syrym")  # type: ignore[arg-type]


def p_open(zone: Zone, days: int = 0) -> float:
    return zone.probabilities[days][0]


# ------------------------------------------------------------------------------------- every subject, absence


def test_every_territory_post_and_corridor_has_a_zone_with_evidence() -> None:
    found = zones()
    assert [z.subject for z in found] == [*WORLD.territories, *WORLD.posts, *WORLD.corridors]
    assert all(z.evidence and z.would_change and z.reason for z in found)


def test_no_data_is_grey_with_its_reason_and_never_green() -> None:
    for zone in zones():
        assert zone.colour == "grey"
        assert "Nothing known" in zone.reason
        assert [e.kind for e in zone.evidence] == ["absence"]
        assert zone.evidence[0].weight == 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(
    st.sampled_from(get_args(ClaimType)), st.sampled_from(CLASSES),
    st.sampled_from(["asserted", "hedged", "denied"]), st.sampled_from(["active", "ended", "planned", "forecast"]),
    st.sampled_from(["syrym", "KZ", "north_road", "almaty"]), st.integers(-90, 0),
), max_size=6))  # fmt: skip
def test_probabilities_add_up_and_green_is_always_confirmed(rows: list[tuple[str, str, str, str, str, int]]) -> None:
    claims = []
    reports = {}
    for n, (type_, said_by, certainty, status, where, days) in enumerate(rows):
        spot = place(where) if where == "KZ" else place(where, "KZ", "corridor" if where == "north_road" else "point")
        claims.append(
            claim(type_, spot, id_=f"c{n}", report=f"r{n}", said_by=said_by, certainty=certainty, status=status)
        )
        reports[f"r{n}"] = report(f"r{n}", DAY + dt.timedelta(days=days))
    for zone in zones(*claims, reports=tuple(reports.values())):
        for triple in zone.probabilities.values():
            assert sum(triple) == pytest.approx(1.0, abs=2e-6)
            assert all(0.0 <= share <= 1.0 for share in triple)
        if zone.colour == "green":
            assert any(e.pushes == "open" and e.weight > 0 for e in zone.evidence)


# ------------------------------------------------------------------------------------- class, certainty, denial


@pytest.mark.parametrize("type_", TROUBLE)
def test_the_weightier_the_source_the_further_it_moves(type_: str) -> None:
    moved = [p_open(syrym(claim(type_, post("syrym"), said_by=said_by))) for said_by in CLASSES]
    assert moved == sorted(moved, reverse=True)
    assert moved[0] > moved[-1]
    assert moved[0] < p_open(syrym())


@pytest.mark.parametrize("type_", TROUBLE)
def test_doubt_moves_less_and_denial_moves_towards_open(type_: str) -> None:
    asserted, hedged, denied = (
        syrym(claim(type_, post("syrym"), certainty=c)) for c in ("asserted", "hedged", "denied")
    )  # fmt: skip
    assert p_open(asserted) < p_open(hedged) < p_open(syrym())
    assert p_open(denied) >= p_open(syrym())
    assert denied.probabilities[0][2] <= syrym().probabilities[0][2]


def test_all_opinion_together_moves_less_than_one_official_notice() -> None:
    shouted = [
        claim(t, post("syrym"), id_=f"c{n}", report=f"r{n}", said_by="author")
        for n, t in enumerate(["closure", "closure", "closure", "border_queue", "inspection", "detention"] * 4)
    ]  # fmt: skip
    official = syrym(claim("closure", post("syrym"), said_by="official"))
    assert p_open(syrym(*shouted)) > p_open(official)
    assert official.colour == "red"
    assert syrym(*shouted).colour == "grey"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(TROUBLE), st.sampled_from(CLASSES), st.integers(0, 40)), max_size=4),
    st.sampled_from(TROUBLE), st.sampled_from(CLASSES), st.integers(0, 40),
)  # fmt: skip
def test_one_more_denial_never_closes_and_one_more_assertion_never_opens(
    before: list[tuple[str, str, int]], type_: str, said_by: str, age: int
) -> None:
    def build(rows: list[tuple[str, str, int, str]]) -> Zone:
        claims = [
            claim(t, post("syrym"), id_=f"c{n}", report=f"r{n}", said_by=s, certainty=c)
            for n, (t, s, _, c) in enumerate(rows)
        ]
        return syrym(
            *claims,
            reports=tuple(report(f"r{n}", DAY - dt.timedelta(days=a)) for n, (_, _, a, _) in enumerate(rows))
            or (report(),),
        )

    rows = [(t, s, a, "asserted") for t, s, a in before]
    base = build(rows)
    denied, asserted = (
        build([*rows, (type_, said_by, age, "denied")]),
        build([*rows, (type_, said_by, age, "asserted")]),
    )
    assert p_open(denied) >= p_open(base) - 2e-6
    assert denied.probabilities[0][2] <= base.probabilities[0][2] + 2e-6
    assert p_open(asserted) <= p_open(base) + 2e-6


def test_an_unnamed_source_does_not_undo_an_official_closure() -> None:
    closed = claim("closure", post("syrym"), id_="c1", report="r1", said_by="official")
    reports = (report("r1", DAY - dt.timedelta(days=2)), report("r2", DAY))
    doubt = syrym(
        closed, claim("reopening", post("syrym"), id_="c2", report="r2", said_by="anonymous"), reports=reports
    )
    lifted = syrym(
        closed, claim("reopening", post("syrym"), id_="c2", report="r2", said_by="official"), reports=reports
    )
    assert doubt.colour == "red"
    assert lifted.colour == "green"


# ------------------------------------------------------------------------------------- relays and events


def test_relays_of_one_origin_count_once() -> None:
    one = claim("border_queue", post("syrym"), id_="c1", report="r1", said_by="company", name="Carrier A")
    relays = [one.model_copy(update={"id": f"c{n}", "report": f"r{n}"}) for n in range(1, 8)]
    other = claim("border_queue", post("syrym"), id_="c9", report="r9", said_by="company", name="Carrier B")
    assert p_open(syrym(*relays)) == p_open(syrym(one))
    assert p_open(syrym(one, other)) < p_open(syrym(one))


def test_an_event_that_knows_its_relays_counts_its_sources() -> None:
    claims = [
        claim("border_queue", post("syrym"), id_=f"c{n}", report=f"r{n}", said_by="media", event="e1") for n in range(4)
    ]
    collapsed = Event(id="e1", type="border_queue", status="active", claims=tuple(c.id for c in claims),
                      reports=("r0",), sources=("one agency",))  # fmt: skip
    assert p_open(syrym(*claims, events=(collapsed,))) == p_open(syrym(claims[0]))
    apart = collapsed.model_copy(update={"sources": ("a", "b", "c", "d")})
    assert p_open(syrym(*claims, events=(apart,))) < p_open(syrym(claims[0]))


# ------------------------------------------------------------------------------------- time


def test_what_is_published_later_is_not_known_yet() -> None:
    later = claim("closure", post("syrym"))
    assert syrym(later, reports=(report("r1", DAY + dt.timedelta(days=1)),)) == syrym()
    table = replace_events(row("x", "closure", ("syrym",), date="2025-10", start=DAY - dt.timedelta(days=3)))
    assert zone_of(zones(world=table, as_of=dt.date(2025, 10, 30)), "syrym").colour == "grey"
    assert zone_of(zones(world=table, as_of=dt.date(2025, 10, 31)), "syrym").colour == "red"


def replace_events(*rows: object) -> World:
    world = tiny_world()
    world.__dict__["events"] = rows
    return world


@pytest.mark.parametrize("type_", TROUBLE)
def test_evidence_fades_with_age_and_horizon(type_: str) -> None:
    ages = [
        p_open(syrym(claim(type_, post("syrym")), reports=(report("r1", DAY - dt.timedelta(days=d)),)))
        for d in (0, 10, 60, 300)
    ]  # fmt: skip
    assert ages == sorted(ages)
    now = syrym(claim(type_, post("syrym")))
    horizons = [p_open(now, h) for h in (0, 7, 30, 90)]
    assert horizons == sorted(horizons)
    assert horizons[0] < horizons[-1]


def test_a_plan_counts_later_and_not_now() -> None:
    planned = syrym(claim("closure", post("syrym"), status="planned", start=DAY + dt.timedelta(days=20)))
    assert planned.probabilities[0] == syrym().probabilities[0]
    assert planned.probabilities[7] == syrym().probabilities[7]
    assert p_open(planned, 30) < p_open(syrym(), 30)
    undated = syrym(claim("closure", post("syrym"), status="forecast"))
    assert p_open(undated, 0) == p_open(syrym()) > p_open(undated, 90)
    assert undated.evidence[0].pushes == "closed"


def test_an_end_that_was_reported_opens_and_one_that_was_foreseen_does_not() -> None:
    ended = {"start": DAY - dt.timedelta(days=20), "end": DAY - dt.timedelta(days=5)}
    reported = replace_events(row("x", "closure", ("syrym",), date="2025-10-06", **ended))  # type: ignore[arg-type]
    foreseen = replace_events(row("x", "closure", ("syrym",), date="2025-09-20", **ended))  # type: ignore[arg-type]
    prior = p_open(syrym())
    assert p_open(zone_of(zones(world=reported), "syrym")) > prior
    assert p_open(zone_of(zones(world=foreseen), "syrym")) < prior
    assert zone_of(zones(world=foreseen), "syrym").colour == "grey"


def test_a_stale_confirmation_decays_to_grey_and_says_when() -> None:
    fresh = syrym(claim("reopening", post("syrym")))
    assert fresh.colour == "green"
    silence = next(s for s in fresh.would_change if s.startswith("with nothing new said"))
    day = dt.date.fromisoformat(silence.rsplit(" ", 1)[1])
    assert syrym(claim("reopening", post("syrym")), as_of=day).colour == "grey"
    assert syrym(claim("reopening", post("syrym")), as_of=day - dt.timedelta(days=1)).colour == "green"


def test_known_since_takes_the_last_day_of_a_month_or_year() -> None:
    assert known_since("2025-10-07") == dt.date(2025, 10, 7)
    assert known_since("2024-02") == dt.date(2024, 2, 29)
    assert known_since("2025") == dt.date(2025, 12, 31)
    assert known_since("") is None


# ------------------------------------------------------------------------------------- where


def test_a_post_moves_more_than_its_state_and_other_posts_not_at_all() -> None:
    found = zones(claim("closure", post("syrym")))
    assert (
        p_open(zone_of(found, "syrym")) < p_open(zone_of(found, "KZ", "territory")) < weight("prior", "territory_open")
    )
    assert zone_of(found, "petropavl").evidence[0].kind == "absence"


def test_a_border_section_moves_the_posts_between_its_states() -> None:
    found = zones(claim("border_queue", place("KZ"), place("RU"), modes=("road",)))
    assert zone_of(found, "syrym").evidence[0].kind == "claim"
    for other in ("khorgos", "petropavl", "naushki"):  # another neighbour, another mode, another pair
        assert zone_of(found, other).evidence[0].kind == "absence"


def test_direction_names_the_posts_that_it_uses() -> None:
    found = zones(claim("closure", place("KZ"), from_=("CN",), to=("RU",), modes=("road",)))
    assert p_open(zone_of(found, "khorgos")) == p_open(zone_of(found, "syrym")) < weight("prior", "post_open")
    assert "China to Russia" in zone_of(found, "syrym").reason


def test_part_of_the_cargo_restricts_more_than_it_closes() -> None:
    whole = syrym(claim("closure", post("syrym")))
    grain = syrym(claim("closure", post("syrym"), cargo=("grain",)))
    assert grain.probabilities[0][2] < whole.probabilities[0][2]
    assert grain.probabilities[0][1] > whole.probabilities[0][1]
    assert "grain" in grain.reason


def test_a_corridor_is_no_more_open_than_its_worst_part() -> None:
    found = zones(claim("closure", post("syrym")))
    road, rail = zone_of(found, "north_road", "corridor"), zone_of(found, "north_rail", "corridor")
    assert p_open(road) == p_open(zone_of(found, "syrym"))
    assert road.colour == "red"
    assert "Syrym" in road.reason
    assert {e.ref for e in road.evidence} == {"c1"}
    assert rail.colour == "grey"
    assert p_open(rail) == weight("prior", "corridor_open")


def test_a_ban_on_trade_does_not_restrict_who_only_crosses() -> None:
    found = zones(claim("trade_ban", place("KZ"), cargo=("grain",)))
    assert zone_of(found, "KZ", "territory").evidence[0].kind == "claim"
    assert (
        zone_of(found, "north_rail", "corridor").probabilities[0]
        == zone_of(zones(), "north_rail", "corridor").probabilities[0]
    )


def test_would_change_is_what_would_happen() -> None:
    zone = syrym()
    turned = [s for s in zone.would_change if "traffic has stopped" in s]
    assert turned == ["word from a company or trade body that traffic has stopped would make it red"]
    assert syrym(claim("closure", post("syrym"), said_by="company")).colour == "red"
    assert syrym(claim("closure", post("syrym"), said_by="media")).colour == "grey"


# ------------------------------------------------------------------------------------- tables


def test_a_sourced_open_post_is_green_while_fresh() -> None:
    def world(date: str, status: str = "open", source: str = "https://example.org/post", text: str = "") -> World:
        built = tiny_world()
        old = built.posts["syrym"]
        built.posts["syrym"] = replace(
            old, status=status, status_text=text, provenance=Provenance(kind="published", source=source, date=date)
        )  # type: ignore[index]
        return built

    assert zone_of(zones(world=world("2025-09")), "syrym").colour == "green"
    assert zone_of(zones(world=world("2012-07")), "syrym").colour == "grey"
    assert zone_of(zones(world=world("2025-12")), "syrym").evidence[0].kind == "absence"
    assert zone_of(zones(world=world("2025-09", source="")), "syrym").evidence[0].kind == "absence"
    assert zone_of(zones(world=world("2025-09", "closed")), "syrym").colour == "red"
    assert zone_of(zones(world=world("2025-10-05", "open", text="closed since 2025-10-01")), "syrym").colour == "red"
    later = world("2025-10-05", "open", text="closed since 2025-10-12")
    assert zone_of(zones(world=later), "syrym").evidence[0].kind == "absence"
    assert zone_of(zones(world=world("", "planned", "")), "syrym").colour == "red"
    assert zone_of(zones(world=world("2025-09", "closed")), "KZ", "territory").evidence[0].kind == "absence"


def test_status_texts_are_read_with_their_dates() -> None:
    assert status_span("closed since 2025-10-12 (last info Jan 2026)") == (dt.date(2025, 10, 12), None)
    assert status_span("closed/limited 2025-10-29 to 2025-11 (verify)") == (
        dt.date(2025, 10, 29),
        dt.date(2025, 11, 30),
    )
    assert status_span("open") == (None, None)
    assert [status_type(s) for s in ("open", "open (rail stops)", "closed since 2025", "planned", "seasonal", "?")] == [
        "status_open", "status_restricted", "status_closed", "not_built", "status_restricted", "",
    ]  # fmt: skip
    shut = replace(WORLD.posts["syrym"], status="closed", status_text="closed Feb 2023 - Nov 2025 (general knowledge)")
    assert [closed_on(shut, dt.date(y, 6, 1)) for y in (2022, 2024, 2026)] == [False, True, False]


def test_the_tables_of_weights_hold_together() -> None:
    for kind in ("territory", "post", "corridor"):
        assert sum(weight("prior", f"{kind}_{s}") for s in ("open", "restricted", "closed")) == pytest.approx(1.0)
    assert set(get_args(ClaimType)) <= set(mechanisms())
    assert {e.type for e in event_types().values()} - {""} <= set(mechanisms())
    # what an opinion can amount to stays below one official notice, and below the least that makes a zone green
    assert weight("ceiling", "author") < weight("class", "official")
    assert weight("ceiling", "author") < weight("colour", "green_confirmed")
    for family, scale in scales().items():
        members = [m for m in mechanisms().values() if m.family == family]
        assert max(m.closed for m in members) == scale.closed


@given(st.lists(st.tuples(st.sampled_from(CLASSES), st.text(max_size=2), st.floats(0, 1)), max_size=8))
def test_strengths_saturate(parts: list[tuple[SourceClass, str, float]]) -> None:
    total = saturate(parts)
    assert 0.0 <= total <= 1.0
    for n in range(len(parts)):
        assert saturate(parts[:n]) <= total + 1e-12
    for order in itertools.islice(itertools.permutations(parts), 5):
        assert saturate(order) == pytest.approx(total)


@given(st.floats(0.01, 0.97), st.floats(0.01, 0.97))
def test_odds_and_probabilities_are_inverse(a: float, b: float) -> None:
    total = a + b + 0.5
    triple = (0.5 / total, a / total, b / total)
    assert probabilities(odds_of(triple)) == pytest.approx(triple)
