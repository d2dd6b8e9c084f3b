"""From claims to scenarios: what is confirmed, reported, feared; general over reports, states and places."""

from __future__ import annotations

import datetime as dt

import pytest

from kordon.model import Attribution, Claim, ClaimPlace, Direction, Measure, Quantity, Report, Scenario
from kordon.scenario import baseline, from_claims, simulate
from kordon.scenario.priors import areas, priors, tonnes_of
from kordon.scenario.validate import validate
from kordon.world import World, load_world
from kordon.world.records import KnownEvent
from worlds import ASSUMED, WorldBuilder, figure, tiny_world

DAY = dt.date(2025, 10, 7)
WORLD = tiny_world()
REPORT = Report(id="r1", text="x" * 100, lang="en", published=DAY)


def place(id_: str, role: str = "at", world: World = WORLD) -> ClaimPlace:
    if id_ in world.territories:
        return ClaimPlace(name=id_, cc=id_, kind="country", role=role, id=id_)  # type: ignore[arg-type]
    if id_ in world.corridors:
        return ClaimPlace(name=id_, cc="", kind="corridor", role=role, id=id_)  # type: ignore[arg-type]
    cc = world.places[id_].cc if id_ in world.places else ""
    return ClaimPlace(name=id_, cc=cc, kind="point", role=role, id=id_)  # type: ignore[arg-type]


def claim(type_: str, *places: ClaimPlace, number: int = 1, who: str = "author", **fields: object) -> Claim:
    values = {
        "id": f"c{number}", "report": "r1", "lang": "en", "type": type_, "status": "active", "certainty": "asserted",
        "attribution": Attribution(source_class=who), "places": places, "evidence": {"sentence": (0, 10)}, **fields,
    }  # fmt: skip
    return Claim.model_validate(values)


def way(origin: tuple[str, ...], to: tuple[str, ...]) -> Direction:
    return Direction(origin=origin, to=to)


def wait(days: float) -> Quantity:
    return Quantity(value=days, unit="days", of="delay")


def build(*claims: Claim, world: World = WORLD, as_of: dt.date = DAY) -> dict[str, Scenario]:
    made = from_claims(world, [REPORT], claims, (), as_of=as_of)
    for scenario in made:
        validate(scenario, world)
    assert [s.id for s in made] in (
        ["confirmed", "reported", "worst"],
        ["confirmed", "reported", "worst", "worst_plus"],
    )
    return {s.id: s for s in made}


def only(scenario: Scenario) -> Measure:
    assert len(scenario.measures) == 1, [m.why for m in scenario.measures]
    return scenario.measures[0]


def test_a_stated_wait_at_a_post_is_a_delay_and_the_author_confirms_nothing() -> None:
    made = build(claim("border_queue", place("syrym"), quantities=(wait(4),)))
    assert made["confirmed"].measures == ()
    measure = only(made["reported"])
    assert (measure.kind, measure.delay_days, measure.where.posts) == ("delay", 4, ("syrym",))
    assert measure.evidence == ("c1",)


@pytest.mark.parametrize("who", ["official", "company"])
def test_authorities_and_those_who_run_it_confirm(who: str) -> None:
    made = build(claim("border_queue", place("syrym"), who=who, quantities=(wait(4),)))
    assert only(made["confirmed"]).delay_days == 4


@pytest.mark.parametrize("who", ["author", "expert", "media", "anonymous"])
def test_others_do_not(who: str) -> None:
    assert build(claim("closure", place("syrym"), who=who))["confirmed"].measures == ()


@pytest.mark.parametrize("fields", [{"certainty": "denied"}, {"status": "ended"}, {"modes": ("air",)}])
def test_denied_ended_and_airborne_claims_change_nothing(fields: dict[str, object]) -> None:
    made = build(claim("closure", place("syrym"), who="official", **fields))
    assert all(s.measures == () for s in made.values())


def passing(post: str) -> float:
    net, flow = WORLD.network, baseline(WORLD, DAY).tonnes
    return float(sum(flow[a] for a in range(net.n_links) if net.link_post[a] == post and net.link_kind[a] == "border"))


def shared(*places: ClaimPlace, unit: str) -> Measure:
    count = Quantity(value=900, unit=unit, of="queue")
    return only(build(claim("border_queue", *places, quantities=(count,)))["reported"])


def test_a_queue_that_is_counted_waits_as_long_as_it_takes_what_passes() -> None:
    """Little's law: wait = queue / flow of the baseline over the posts that share the queue."""
    measure = shared(place("petropavl"), unit="wagons")
    assert measure.kind == "delay"
    rate = sum(passing(post) for post in measure.where.posts)
    assert rate > 0
    assert measure.delay_days == pytest.approx(min(60, 900 * tonnes_of()["wagons"] / rate), abs=0.01)
    assert measure.provenance.kind == "estimated"


def test_where_the_baseline_hardly_passes_capacity_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    # 2,000 of 8,000 t/day pass here: hardly used where half of the capacity is asked for
    monkeypatch.setattr("kordon.scenario.effects.LEAST_USE", 0.5)
    measure = shared(place("syrym"), unit="trucks")
    capacity = sum(WORLD.posts[post].capacity_t_day.value for post in measure.where.posts)
    assert sum(passing(post) for post in measure.where.posts) < 0.5 * capacity
    assert measure.delay_days == pytest.approx(900 * tonnes_of()["trucks"] / capacity, abs=0.01)


def test_neighbouring_posts_share_a_queue_and_far_ones_only_when_the_border_is_named() -> None:
    near = shared(place("syrym"), unit="trucks").where.posts
    assert "shagan" in near  # a road post of the same border close by
    assert set(near) <= set(shared(place("KZ"), place("RU"), place("syrym"), unit="trucks").where.posts)
    assert all("road" in WORLD.posts[post].modes for post in near)


def test_a_queue_without_a_figure_takes_the_prior() -> None:
    measure = only(build(claim("border_queue", place("syrym")))["reported"])
    assert (measure.kind, measure.factor) == ("capacity", priors()["border_queue"].factor)
    assert measure.provenance.source == "prior, our judgement"


def test_several_waits_at_one_post_enter_once_by_their_median() -> None:
    claims = [claim("border_queue", place("syrym"), number=n, quantities=(wait(d),)) for n, d in enumerate((2, 3, 10))]
    measure = only(build(*claims)["reported"])
    assert measure.delay_days == 3
    assert set(measure.evidence) == {"c0", "c1", "c2"}


def test_what_is_said_of_a_post_beats_what_is_said_of_the_border() -> None:
    made = build(
        claim("border_queue", place("KZ"), place("RU"), number=1, quantities=(wait(2),), modes=("road",)),
        claim("border_queue", place("syrym"), number=2, quantities=(wait(9),), modes=("road",)),
    )
    delays = {post: m.delay_days for m in made["reported"].measures for post in m.where.posts}
    assert delays == {"syrym": 9, "shagan": 2}


def test_a_direction_across_the_border_holds_one_way() -> None:
    made = build(claim("border_queue", place("syrym"), direction=way((), ("RU",)), quantities=(wait(2),)))
    measure = only(made["reported"])
    assert measure.where.borders == (("KZ", "RU"),)
    assert not measure.both_ways


def test_transit_held_up_names_its_freight_and_the_state_between() -> None:
    measure = only(build(claim("detention", place("KZ"), direction=way(("CN",), ("RU",))))["reported"])
    assert measure.kind == "inspection"
    assert measure.where.territories == ("KZ",)
    assert (measure.freight.origins, measure.freight.destinations) == (("CN",), ("RU",))


def test_two_ways_in_one_direction_stay_two_ways() -> None:
    held = claim("detention", direction=way(("CN", "RU"), ("RU", "KZ")), number=1)
    fear = claim("outlook", place("KZ"), number=2, status="forecast")
    pairs = {(m.freight.origins, m.freight.destinations) for m in build(held, fear)["reported"].measures}
    assert pairs == {(("CN",), ("RU",)), (("RU",), ("KZ",))}


def test_a_closed_border_is_closed_and_a_way_round_is_not() -> None:
    made = build(claim("closure", place("KZ"), place("RU"), modes=("road",)))
    assert only(made["reported"]).where.borders == (("KZ", "RU"),)
    made = build(claim("closure", place("syrym"), place("naushki", "via")))
    assert only(made["reported"]).where.posts == ("syrym",)


def test_a_vague_closure_closes_no_state() -> None:
    assert build(claim("closure", place("RU"), direction=way(("KZ",), ())))["reported"].measures == ()
    made = build(claim("closure", place("RU")))
    assert made["reported"].measures == ()
    assert "c1" in made["reported"].description


def test_a_reopening_ends_a_closure() -> None:
    shut = claim("closure", place("syrym"), number=1, start=dt.date(2025, 9, 1))
    open_ = claim("reopening", place("syrym"), number=2, start=dt.date(2025, 9, 20))
    assert build(shut, open_)["reported"].measures == ()
    again = claim("closure", place("syrym"), number=3, start=dt.date(2025, 10, 1))
    assert only(build(again, open_)["reported"]).evidence == ("c3",)


def test_a_trade_ban_spares_transit_and_trade_at_home() -> None:
    measure = only(
        build(claim("trade_ban", place("KZ"), direction=way(("KZ",), ()), cargo=("grain",), who="official"))[
            "confirmed"
        ]
    )
    assert measure.freight.origins == ("KZ",)
    assert measure.freight.cargo == ("grain",)
    assert measure.freight.abroad
    assert not measure.where.territories


def test_payments_delay_settlement_both_ways_between_the_two_states() -> None:
    made = build(claim("payment_refusal", place("KZ"), place("RU")))
    assert {(m.freight.origins[0], m.freight.destinations[0]) for m in made["reported"].measures} == {
        ("KZ", "RU"), ("RU", "KZ"),
    }  # fmt: skip
    assert all("settlement, not of transit" in m.why for m in made["reported"].measures)


def test_an_attack_lowers_capacity_where_it_hit_and_passes() -> None:
    hit = claim("attack", place("vladivostok"), who="company", start=dt.date(2025, 10, 1))
    measure = only(build(hit)["confirmed"])
    assert (measure.kind, measure.where.places) == ("capacity", ("vladivostok",))
    old = claim("attack", place("vladivostok"), who="company", start=dt.date(2025, 1, 1))
    made = from_claims(WORLD, [REPORT.model_copy(update={"published": None})], [old], (), as_of=DAY)
    assert made[0].measures == ()


def test_a_new_level_of_capacity_is_set_against_the_table() -> None:
    level = Quantity(value=300, unit="trucks", of="capacity", period="day")
    measure = only(build(claim("capacity", place("syrym"), quantities=(level,)))["reported"])
    assert measure.factor == pytest.approx(300 * tonnes_of()["trucks"] / 2 / 6_000)


def test_opinion_about_intentions_alone_is_not_in_reported_but_feared() -> None:
    made = build(
        claim("outlook", place("KZ"), direction=way((), ("RU",)), status="forecast", certainty="hedged"),
        claim("detention", place("KZ"), direction=way(("CN",), ("RU",)), number=2),
    )
    assert all("c1" not in m.evidence for m in made["reported"].measures)
    fear = made["worst"].measures[-1]
    assert fear.kind == "closure"
    assert fear.where.territories == ("KZ",)
    assert fear.freight.either_end == ("RU",)
    assert "Kazakhstan closed to freight from and to Russia" in made["worst"].name


def test_the_same_rule_holds_for_other_states() -> None:
    made = build(
        claim("outlook", place("MN"), direction=way((), ("CN",)), status="forecast"),
        claim("detention", place("MN"), direction=way(("RU",), ("CN",)), number=2),
    )
    fear = made["worst"].measures[-1]
    assert fear.where.territories == ("MN",)
    assert fear.freight.either_end == ("CN",)


def test_without_a_state_that_acts_the_worst_is_that_what_slows_stops() -> None:
    queue = claim("border_queue", place("syrym"), cause="weather", quantities=(wait(3),))
    made = build(queue)
    closures = [m for m in made["worst"].measures if m.kind == "closure"]
    assert [m.where.posts for m in closures] == [("syrym",)]


def test_further_legs_are_closed_for_the_freight_that_is_hit() -> None:
    made = build(
        claim("outlook", place("KZ"), direction=way((), ("RU",)), status="forecast"),
        claim("detention", place("KZ"), direction=way(("CN",), ("RU",)), number=2),
        claim("outlook", place("mongolia"), status="forecast", number=3),
    )
    extra = [m for m in made["worst_plus"].measures if m not in made["worst"].measures]
    assert {post for m in extra for post in m.where.posts} == {"zamyn_uud", "naushki"}
    assert all(m.freight.either_end == ("RU",) for m in extra)
    assert "Mongolia" in made["worst_plus"].name


def test_scenarios_are_nested_and_simulate() -> None:
    made = build(
        claim("border_queue", place("syrym"), who="official", quantities=(wait(4),)),
        claim("closure", place("KZ"), direction=way(("CN",), ("RU",)), modes=("road",), number=2),
        claim("outlook", place("KZ"), direction=way((), ("RU",)), status="forecast", number=3),
    )
    assert set(made["confirmed"].measures) <= set(made["reported"].measures) <= set(made["worst"].measures)
    losses = [sum(row.loss_usd_month for row in simulate(WORLD, s, on=DAY, ranges=False).cargo) for s in made.values()]
    assert losses[0] <= losses[1] + 1 <= losses[2] + 2


def event(id_: str, **fields: object) -> KnownEvent:
    values = {
        "id": id_, "type": "border_closure", "place_ids": ("syrym",), "territories": ("KZ", "RU"), "start": DAY,
        "end": None, "direction": "both", "cargo": (), "modes": ("road",), "figures": (), "claimed_by": "A",
        "source_class": "official", "status": "official", "summary": "s",
        "provenance": ASSUMED.model_copy(update={"kind": "published", "source": "https://a.example", "date": "2025-10-01"}),
        **fields,
    }  # fmt: skip
    return KnownEvent(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        ({}, 1),
        ({"start": dt.date(2025, 10, 8)}, 0),
        ({"end": dt.date(2025, 10, 6), "start": dt.date(2025, 9, 1)}, 0),
        ({"status": "claim"}, 0),
        ({"source_class": "media"}, 0),
        ({"place_ids": ("naushki",)}, 0),
        ({"provenance": ASSUMED.model_copy(update={"date": "2025-11-01"})}, 0),
        ({"type": "border_queue", "figures": (("delay", figure(3.0, "days")),)}, 1),
    ],
)
def test_the_table_confirms_what_is_in_force_and_known_and_about_the_same_border(
    fields: dict[str, object], counts: int
) -> None:
    world = tiny_world()
    world.__dict__["events"] = (event("e1", **fields),)
    made = build(claim("border_queue", place("KZ"), place("RU")), world=world)
    from_table = [m for m in made["confirmed"].measures if "e1" in m.evidence]
    assert len(from_table) == counts
    if from_table and not fields:
        assert from_table[0].provenance.source == "https://a.example"


def test_no_claims_at_all() -> None:
    made = from_claims(WORLD, (), (), (), as_of=DAY)
    assert [s.measures for s in made] == [(), (), ()]


def test_a_point_the_network_does_not_hold_goes_to_the_nearest_of_its_state() -> None:
    b = WorldBuilder()
    b.city("orenburg_refinery", "RU", 51.8, 55.1, kind="refinery", modes=("rail",))
    b.city("aktobe", "KZ", 50.3, 57.2)
    near = ClaimPlace(name="somewhere nowhere", cc="RU", lat=51.7, lon=55.3, kind="point")
    made = from_claims(b.build(), [REPORT], [claim("attack", near)], (), as_of=DAY)
    assert made[1].measures[0].where.places == ("orenburg_refinery",)


def test_the_areas_name_places_of_the_bundled_world() -> None:
    world = load_world()
    known = set(world.network.node_place) | set(world.network.link_post)
    for area in areas():
        assert set(area.members) <= known, area.id


def test_the_founding_article(shared) -> None:  # type: ignore[no-untyped-def]
    """The bounds that the issue names: Kazakhstan closed to freight for Russia, then North-South and the Caspian too."""
    from kordon.reading import group, load_reports, read

    source = next((shared / "seeds").glob("2025-10-07-*"))
    reports = load_reports(str(source))
    claims, events = group(reports, tuple(c for r in reports for c in read(r)))
    made = {s.id: s for s in from_claims(load_world(), reports, claims, events, as_of=DAY)}
    ids = {c.id for c in claims}
    assert not any(set(m.evidence) & ids for m in made["confirmed"].measures)
    worst = [m for m in made["worst"].measures if m.kind == "closure" and m.where.territories == ("KZ",)]
    assert any(m.freight.either_end == ("RU",) and m.freight.scope == "all" for m in worst)
    legs = [m for m in made["worst_plus"].measures if m not in made["worst"].measures]
    assert any("anzali" in m.where.places for m in legs)
    assert any("yalama_samur" in m.where.posts for m in legs)
