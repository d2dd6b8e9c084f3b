"""A small world and a rich set of records made by hand, hostile strings among them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np

from kordon.model import (
    Attribution,
    CargoRow,
    Claim,
    ClaimPlace,
    Convergence,
    Direction,
    Event,
    Evidence,
    Figure,
    FlowRow,
    Freight,
    Leg,
    LossRow,
    Manifest,
    Measure,
    Mitigation,
    Obligation,
    OfferedRoute,
    Outcome,
    PostRow,
    Provenance,
    Quantity,
    RefusedRoute,
    Report,
    RouteAnswer,
    Scenario,
    ShiftRow,
    StatementCheck,
    Where,
    Zone,
)
from kordon.world.network import Network
from kordon.world.records import Cargo, Corridor, DemandRow, Place, Post, Territory

AS_OF = dt.date(2025, 10, 7)
ASSUMED = Provenance(kind="assumed", source="made for a test")
PUBLISHED = Provenance(kind="published", source="https://example.org/border-notes", date="2025-09-23")
SIMULATED = Provenance(kind="estimated", source="difference of two equilibria")

HOSTILE = '<script>alert(\'x\')</script><img src=x onerror=alert(1)> {{ 7*7 }} #eval("1") ]]> &amp; "quoted" =1+1'


def fig(
    value: float, unit: str, provenance: Provenance = ASSUMED, low: float | None = None, high: float | None = None
) -> Figure:
    return Figure(value=value, unit=unit, low=low, high=high, provenance=provenance)


TERRITORIES = {
    cc: Territory(cc, iso3, en, ru, kk, zh, union, gauge, lat, lon)
    for cc, iso3, en, ru, kk, zh, union, gauge, lat, lon in (
        ("KZ", "KAZ", "Kazakhstan", "Казахстан", "Қазақстан", "哈萨克斯坦", "EAEU", 1520, 48.0, 67.0),
        ("RU", "RUS", "Russia", "Россия", "Ресей", "俄罗斯", "EAEU", 1520, 58.0, 60.0),
        ("CN", "CHN", "China", "Китай", "Қытай", "中国", "", 1435, 36.0, 103.0),
        ("MN", "MNG", "Mongolia", "Монголия", "Моңғолия", "蒙古", "", 1520, 46.8, 103.0),
        ("AZ", "AZE", "Azerbaijan", "Азербайджан", "Әзербайжан", "阿塞拜疆", "", 1520, 40.3, 47.7),
        ("UZ", "UZB", "Uzbekistan", "Узбекистан", "Өзбекстан", "乌兹别克斯坦", "", 1520, 41.5, 64.0),
    )
}


def _place(pid: str, en: str, ru: str, cc: str, lat: float, lon: float, kind: str = "city") -> Place:
    return Place(pid, en, ru, "", "", cc, kind, lat, lon, provenance=ASSUMED)


PLACES = {
    p.id: p
    for p in (
        _place("urumqi", "Urumqi", "Урумчи", "CN", 43.83, 87.62),
        _place("xian", "Xi'an", "Сиань", "CN", 34.27, 108.95),
        _place("almaty", "Almaty", "Алматы", "KZ", 43.24, 76.89),
        _place("oral", "Oral", "Уральск", "KZ", 51.23, 51.37),
        _place("atyrau", "Atyrau", "Атырау", "KZ", 47.10, 51.92),
        _place("aktau", "Aktau", "Актау", "KZ", 43.65, 51.17, "port"),
        _place("baku", "Baku", "Баку", "AZ", 40.41, 49.87, "port"),
        _place("samara", "Samara", "Самара", "RU", 53.20, 50.15),
        _place("moscow", "Moscow", "Москва", "RU", 55.75, 37.62),
        _place("novorossiysk", "Novorossiysk", "Новороссийск", "RU", 44.72, 37.77, "port"),
        _place("irkutsk", "Irkutsk", "Иркутск", "RU", 52.29, 104.28),
        _place("ulaanbaatar", "Ulaanbaatar", "Улан-Батор", "MN", 47.92, 106.92),
        _place("tashkent", "Tashkent", "Ташкент", "UZ", 41.30, 69.24),
    )
}


def _post(pid: str, en: str, ru: str, a: str, b: str, lat: float, lon: float, gauge_b: int = 1520) -> Post:
    return Post(
        pid, en, ru, a, b, ("road", "rail"), lat, lon, fig(12000, "t/day", PUBLISHED), fig(8, "hours"),
        fig(4, "USD/t"), 1520, gauge_b, True, "open", provenance=PUBLISHED,
    )  # fmt: skip


POSTS = {
    p.id: p
    for p in (
        _post("khorgos", "Khorgos - Nur Zholy", "Хоргос", "KZ", "CN", 44.22, 80.40, 1435),
        _post("syrym", "Syrym - Mashtakovo", "Сырым - Маштаково", "KZ", "RU", 51.62, 50.56),
        _post("zabaikalsk", "Zabaikalsk - Manzhouli", "Забайкальск", "RU", "CN", 49.65, 117.33, 1435),
        _post("naushki", "Naushki - Sukhbaatar", "Наушки", "RU", "MN", 50.37, 106.10),
    )
}

CORRIDORS = {
    "northern": Corridor("northern", "China - Kazakhstan - Russia", "Северный", "", ("urumqi", "moscow"), ("rail",),
                         fig(6500, "km"), fig(14, "days"), None, None),
    "transsib": Corridor("transsib", "Trans-Siberian", "Транссиб", "", ("irkutsk", "moscow"), ("rail",), None, None,
                         None, None),
    "middle": Corridor("middle", "Trans-Caspian", "Транскаспийский", "", ("almaty", "baku"), ("rail", "sea"), None,
                       None, None, None),
}  # fmt: skip

CARGO = {
    c.id: c
    for c in (
        Cargo("general", "General goods", "Генеральные", ("84",), fig(4000, "USD/t"), fig(20, "USD/(t day)"),
              ("road", "rail", "sea"), ("general", "containers")),
        Cargo("electronics", "Electronics and machinery", "Электроника", ("85",), fig(30000, "USD/t"),
              fig(60, "USD/(t day)"), ("road", "rail"), ("electronics",)),
        Cargo("grain", "Grain", "Зерно", ("10",), fig(250, "USD/t"), fig(0.5, "USD/(t day)"), ("rail", "sea"), ("grain",)),
    )
}  # fmt: skip

DEMAND = (
    DemandRow("urumqi", "moscow", "general", 18000, 400),
    DemandRow("xian", "moscow", "electronics", 4000, 900),
    DemandRow("almaty", "samara", "grain", 6000, 120),
    DemandRow("almaty", "baku", "general", 2500, 300),
)

_WAYS: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    ("urumqi", "khorgos", "rail", "CN", ("northern",)),
    ("khorgos", "almaty", "rail", "KZ", ("northern",)),
    ("almaty", "syrym", "rail", "KZ", ("northern",)),
    ("syrym", "samara", "rail", "RU", ("northern",)),
    ("samara", "moscow", "rail", "RU", ("northern", "transsib")),
    ("xian", "urumqi", "rail", "CN", ()),
    ("xian", "zabaikalsk", "rail", "CN", ("transsib",)),
    ("zabaikalsk", "irkutsk", "rail", "RU", ("transsib",)),
    ("xian", "ulaanbaatar", "rail", "MN", ()),
    ("ulaanbaatar", "naushki", "rail", "MN", ()),
    ("naushki", "irkutsk", "rail", "RU", ()),
    ("irkutsk", "samara", "rail", "RU", ("transsib",)),
    ("almaty", "aktau", "rail", "KZ", ("middle",)),
    ("aktau", "baku", "sea", "KZ-AZ", ("middle",)),
    ("oral", "syrym", "road", "KZ", ()),
    ("atyrau", "oral", "road", "KZ", ()),
)


def network() -> Network:
    where = {**PLACES, **POSTS}
    nodes = sorted({(p, w[2]) for w in _WAYS for p in w[:2]})
    index = {node: i for i, node in enumerate(nodes)}
    links = [(a, b, m, cc, cs) for a, b, m, cc, cs in _WAYS] + [(b, a, m, cc, cs) for a, b, m, cc, cs in _WAYS]
    n = len(links)
    return Network(
        node_id=tuple(f"{p}:{m}" for p, m in nodes), node_place=tuple(p for p, _ in nodes),
        node_cc=tuple(getattr(where[p], "cc", "") or where[p].cc_a for p, _ in nodes),
        node_mode=tuple(m for _, m in nodes), node_lat=np.array([where[p].lat for p, _ in nodes]),
        node_lon=np.array([where[p].lon for p, _ in nodes]),
        tail=np.array([index[a, m] for a, b, m, _, _ in links]), head=np.array([index[b, m] for a, b, m, _, _ in links]),
        link_id=tuple(f"{a}-{b}:{m}" for a, b, m, _, _ in links), link_kind=("line",) * n,
        link_mode=tuple(x[2] for x in links), link_cc=tuple(x[3] for x in links), link_post=("",) * n,
        link_corridors=tuple(x[4] for x in links), length_km=np.full(n, 800.0), time_h=np.full(n, 30.0),
        cost_usd_t=np.full(n, 20.0), capacity_t_day=np.full(n, 30000.0), gauge_mm=np.full(n, 1520),
        provenance=({"length": "estimated", "time": "assumed", "cost": "assumed", "capacity": "assumed"},) * n,
        shape=((),) * n,
    )  # fmt: skip


@dataclass
class SmallWorld:
    """Stands in for the bundled world: the same parts, a dozen places."""

    viewpoint: str = "default"
    territories: Any = field(default_factory=lambda: MappingProxyType(TERRITORIES))
    places: Any = field(default_factory=lambda: MappingProxyType(PLACES))
    posts: Any = field(default_factory=lambda: MappingProxyType(POSTS))
    corridors: Any = field(default_factory=lambda: MappingProxyType(CORRIDORS))
    cargo: Any = field(default_factory=lambda: MappingProxyType(CARGO))
    demand: tuple[DemandRow, ...] = DEMAND
    network: Network = field(default_factory=network)
    events: tuple[Any, ...] = ()


RU_TEXT = (
    "Очереди на границе растут. По словам водителей, на посту Сырым стоит не менее 2,5 тыс. фур из Китая в Россию. "
    "Похоже, транзит электроники остановят полностью. " + HOSTILE + " Министерство транспорта сообщило, что пост Сырым "
    "работает, скопилось 400 грузовиков. Беспилотники атаковали Новороссийск."
)
EN_TEXT = (
    "Carriers report 5,000 trucks waiting at Syrym - Mashtakovo on 6 October. "
    "The customs service denied that any cargo was turned back at Atyrau."
)

REPORT_RU = Report(
    id="aaaaaaaaaaaa", text=RU_TEXT, lang="ru", published=AS_OF, published_from="text", outlet="Листок <b>бойкий</b>",
    title="Очереди: " + HOSTILE, origin="/home/someone/secret/ocheredi.txt", frame="opinion",
)  # fmt: skip
REPORT_EN = Report(
    id="bbbbbbbbbbbb", text=EN_TEXT, lang="en", published=dt.date(2025, 10, 6), published_from="text",
    title="Trucks wait at Syrym", origin="https://example.org/news/1", frame="news",
)  # fmt: skip

SYRYM = ClaimPlace(name="Сырым", cc="KZ", lat=51.62, lon=50.56, kind="point", id="syrym")
NOVO = ClaimPlace(name="Новороссийск", cc="RU", lat=44.72, lon=37.77, kind="point", id="novorossiysk")
ATYRAU = ClaimPlace(name="Atyrau", cc="KZ", lat=47.10, lon=51.92, kind="point", id="atyrau")
KAZAKHSTAN = ClaimPlace(name="Казахстан", cc="KZ", kind="country")


def span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def sentence(text: str, inside: str) -> tuple[int, int]:
    at = text.index(inside)
    start = text.rfind(". ", 0, at) + 2 if ". " in text[:at] else 0
    end = text.find(". ", at)
    return start, len(text) if end < 0 else end + 1


def claims() -> tuple[Claim, ...]:
    ru, en = RU_TEXT, EN_TEXT
    return (
        Claim(
            id="c1", report=REPORT_RU.id, event="e1", lang="ru", type="border_queue", status="active",
            certainty="asserted", attribution=Attribution(source_class="company", name="водители <i>"),
            places=(SYRYM,), direction=Direction(origin=("CN",), to=("RU",)), start=AS_OF, start_precision="day",
            modes=("road",), quantities=(Quantity(value=2500, unit="trucks", qual="at_least", of="queue"),),
            evidence={"sentence": sentence(ru, "водителей"), "type": span(ru, "стоит")},
        ),
        Claim(
            id="c2", report=REPORT_RU.id, event="e2", lang="ru", type="closure", status="planned", certainty="hedged",
            attribution=Attribution(source_class="author"), places=(KAZAKHSTAN,),
            direction=Direction(origin=("CN",), to=("RU",)), cargo=("electronics",),
            evidence={"sentence": sentence(ru, "Похоже"), "certainty": span(ru, "Похоже")},
        ),
        Claim(
            id="c3", report=REPORT_RU.id, event="e1", lang="ru", type="border_queue", status="active",
            certainty="asserted", attribution=Attribution(source_class="official", name="Министерство транспорта"),
            places=(SYRYM,), quantities=(Quantity(value=400, unit="trucks", of="queue"),), modes=("road",),
            evidence={"sentence": sentence(ru, "Министерство")},
        ),
        Claim(
            id="c4", report=REPORT_RU.id, event="e3", lang="ru", type="attack", status="active", certainty="asserted",
            attribution=Attribution(source_class="author"), places=(NOVO,), cargo=("crude_oil",),
            evidence={"sentence": sentence(ru, "Беспилотники")},
        ),
        Claim(
            id="c5", report=REPORT_EN.id, event="e1", lang="en", type="border_queue", status="active",
            certainty="asserted", attribution=Attribution(source_class="company", name="carriers", chain=("an agency",)),
            places=(SYRYM,), start=dt.date(2025, 10, 6), start_precision="day", modes=("road",),
            quantities=(Quantity(value=5000, unit="trucks", of="queue"),), evidence={"sentence": sentence(en, "Carriers")},
        ),
        Claim(
            id="c6", report=REPORT_EN.id, event="e4", lang="en", type="detention", status="active", certainty="denied",
            attribution=Attribution(source_class="official", name="customs service"), places=(ATYRAU,),
            evidence={"sentence": sentence(en, "denied")},
        ),
    )  # fmt: skip


def events() -> tuple[Event, ...]:
    return (
        Event(
            id="e1", type="border_queue", status="active", claims=("c1", "c3", "c5"),
            reports=(REPORT_RU.id, REPORT_EN.id), places=(SYRYM,), modes=("road",), start=dt.date(2025, 10, 6),
            by_class={"company": "asserted", "official": "asserted"},
            figures=(
                ("c1", Quantity(value=2500, unit="trucks", qual="at_least", of="queue")),
                ("c3", Quantity(value=400, unit="trucks", of="queue")),
                ("c5", Quantity(value=5000, unit="trucks", of="queue")),
            ),
        ),
        Event(id="e2", type="closure", status="planned", claims=("c2",), reports=(REPORT_RU.id,), places=(KAZAKHSTAN,),
              by_class={"author": "hedged"}, cargo=("electronics",)),
        Event(id="e3", type="attack", status="active", claims=("c4",), reports=(REPORT_RU.id,), places=(NOVO,),
              by_class={"author": "asserted"}),
        Event(id="e4", type="detention", status="active", claims=("c6",), reports=(REPORT_EN.id,), places=(ATYRAU,),
              by_class={"official": "denied"}),
    )  # fmt: skip


def _zone(
    kind: Any, subject: str, name: str, colour: Any, p: tuple[float, float, float], evidence: tuple[Evidence, ...]
) -> Zone:
    return Zone(
        subject_kind=kind, subject=subject, name=name, as_of=AS_OF, colour=colour,
        probabilities=dict.fromkeys((0, 7, 30, 90), p), reason=f"{name} is {colour} by the evidence listed",
        evidence=evidence, would_change=("an official notice that the post works as usual",),
    )  # fmt: skip


ABSENT = Evidence(kind="absence", ref="none", text="no source speaks of it", weight=0.0, pushes="restricted")
ROW = Evidence(
    kind="table", ref="kzru_1", text="the road operator says the post admits 500 trucks a day", source_class="company",
    weight=0.4, pushes="restricted", date=dt.date(2025, 8, 4), source="https://example.org/operator",
)  # fmt: skip
OWN = Evidence(
    kind="claim", ref="c1", text="carriers report a queue at Syrym - Mashtakovo", source_class="company", weight=0.5,
    pushes="restricted", date=AS_OF,
)  # fmt: skip


def zones(after: bool) -> tuple[Zone, ...]:
    syrym = ("red", (0.2, 0.6, 0.2), (OWN, ROW)) if after else ("grey", (0.5, 0.45, 0.05), (ROW,))
    kz = ("grey", (0.55, 0.4, 0.05), (OWN,)) if after else ("green", (0.9, 0.09, 0.01), (ROW,))
    return (
        _zone("territory", "KZ", "Kazakhstan", *kz),
        _zone("territory", "RU", "Russia", "green", (0.8, 0.15, 0.05), (ROW,)),
        _zone("territory", "CN", "China", "green", (0.9, 0.08, 0.02), (ROW,)),
        _zone("territory", "AZ", "Azerbaijan", "red", (0.3, 0.4, 0.3), (ROW,)),
        _zone("territory", "MN", "Mongolia", "grey", (0.6, 0.3, 0.1), (ABSENT,)),
        _zone("post", "syrym", "Syrym - Mashtakovo", *syrym),
        _zone("post", "khorgos", "Khorgos - Nur Zholy", "green", (0.8, 0.15, 0.05), (ROW,)),
        _zone("post", "naushki", "Naushki - Sukhbaatar", "grey", (0.6, 0.3, 0.1), (ABSENT,)),
        _zone(
            "corridor", "northern", "China - Kazakhstan - Russia", "grey", (0.5, 0.4, 0.1), (OWN,) if after else (ROW,)
        ),
    )


MANIFEST = Manifest(kordon="0.1.0", seed=0, data_hash="0" * 64, versions={"numpy": "2.0"}, options={"share": "half"})


def outcome(sid: str, name: str, scale: float, measures: tuple[Measure, ...]) -> Outcome:
    flows = [
        FlowRow(element_kind="link", element="khorgos-almaty:rail", cargo="all", base_t_day=18000, scenario_t_day=18000 - 15000 * scale),
        FlowRow(element_kind="link", element="almaty-syrym:rail", cargo="all", base_t_day=24000, scenario_t_day=24000 - 20000 * scale),
        FlowRow(element_kind="link", element="syrym-samara:rail", cargo="all", base_t_day=24000, scenario_t_day=24000 - 20000 * scale),
        FlowRow(element_kind="link", element="xian-zabaikalsk:rail", cargo="all", base_t_day=4000, scenario_t_day=4000 + 9000 * scale),
        FlowRow(element_kind="link", element="zabaikalsk-irkutsk:rail", cargo="all", base_t_day=4000, scenario_t_day=4000 + 9000 * scale),
        FlowRow(element_kind="link", element="irkutsk-samara:rail", cargo="all", base_t_day=4000, scenario_t_day=4000 + 12000 * scale),
        FlowRow(element_kind="link", element="ulaanbaatar-naushki:rail", cargo="all", base_t_day=500, scenario_t_day=500 + 3000 * scale),
        FlowRow(element_kind="corridor", element="northern", cargo="all", base_t_day=18000, scenario_t_day=18000 - 15000 * scale),
    ]  # fmt: skip
    cargo = (
        CargoRow(cargo="general", origin="CN", destination="RU", demand_t_day=18000, affected_t_day=15000 * scale,
                 displaced_t_day=11000 * scale, unserved_t_day=1500 * scale, added_days=3.1 * scale, added_usd_t=38 * scale,
                 loss_usd_month=9.0e7 * scale),
        CargoRow(cargo="electronics", origin="CN", destination="RU", demand_t_day=4000, affected_t_day=3500 * scale,
                 displaced_t_day=3000 * scale, unserved_t_day=200 * scale, added_days=4.0 * scale, added_usd_t=55 * scale,
                 loss_usd_month=4.1e7 * scale),
        CargoRow(cargo="grain", origin="KZ", destination="RU", demand_t_day=6000, affected_t_day=5000 * scale,
                 displaced_t_day=800 * scale, unserved_t_day=2500 * scale, added_days=1.0 * scale, added_usd_t=12 * scale,
                 loss_usd_month=1.2e7 * scale),
    )  # fmt: skip

    def loss(state: str, shipper: float, transit: float) -> LossRow:
        def f(v: float) -> Figure:
            return fig(v * scale, "USD/month", SIMULATED, 0.6 * v * scale, 1.7 * v * scale)

        return LossRow(state=state, shipper_usd_month=f(shipper), transit_usd_month=f(transit),
                       total_usd_month=f(shipper + transit), driver="value of time")  # fmt: skip

    return Outcome(
        scenario=Scenario(id=sid, name=name, description="Made for a test.", measures=measures), flows=tuple(flows),
        posts=(
            PostRow(post="syrym", mode="rail", capacity_t_day=26000, base_t_day=24000, scenario_t_day=24000 - 20000 * scale,
                    base_delay_days=0.4, scenario_delay_days=0.4 + 2 * scale, scenario_capacity_t_day=0 if scale == 1 else 9000),
            PostRow(post="zabaikalsk", mode="rail", capacity_t_day=None, base_t_day=4000, scenario_t_day=4000 + 9000 * scale,
                    base_delay_days=0.2, scenario_delay_days=0.2 + 3 * scale, scenario_capacity_t_day=None),
        ),
        cargo=cargo if scale else (),
        shifts=(
            ShiftRow(cargo="general", from_corridor="northern", to_corridor="transsib", t_day=9000 * scale),
            ShiftRow(cargo="electronics", from_corridor="northern", to_corridor="transsib", t_day=3000 * scale),
            ShiftRow(cargo="grain", from_corridor="northern", to_corridor="unserved", t_day=2500 * scale),
        ),
        losses=(loss("RU", 6e7, 0), loss("CN", 5e7, 0), loss("KZ", 2e7, 1.3e7), loss("MN", 0, -4e6)),
        demand_t_day=30500, base_unserved_t_day=0, scenario_unserved_t_day=4200 * scale,
        base=Convergence(gap=8e-6, audited_gap=8e-6, iterations=12), settled=Convergence(gap=9e-6, audited_gap=9.1e-6, iterations=21),
        left_out=("Stocks and prices that adapt within the month.",), manifest=MANIFEST,
    )  # fmt: skip


def outcomes() -> tuple[Outcome, ...]:
    slow = Measure(kind="capacity", where=Where(posts=("syrym",)), factor=0.5, why="An official notice says so.",
                   evidence=("c3",), provenance=PUBLISHED)  # fmt: skip
    shut = Measure(kind="closure", where=Where(territories=("KZ",)), evidence=("c2",),
                   freight=Freight(destinations=("RU",), scope="transit", cargo=("electronics",)))  # fmt: skip
    return (
        outcome("confirmed", "Only what is confirmed", 0.1, (slow,)),
        outcome("reported", "If this report is right", 0.5, (slow, shut)),
        outcome("worst", "The feared worst case", 1.0, (shut,)),
        outcome("worst_plus", "The worst case and the next legs", 1.2, (shut,)),
    )


def _leg(mode: str, a: str, b: str, km: float, days: float, usd: float, states: tuple[str, ...]) -> Leg:
    return Leg(mode=mode, from_place=a, to_place=b, length_km=km, days=days, usd_per_t=usd, states=states)


def routes() -> tuple[RouteAnswer, ...]:
    offered = OfferedRoute(
        legs=(_leg("rail", "xian", "zabaikalsk", 2900, 6, 60, ("CN",)), _leg("rail", "zabaikalsk", "moscow", 6600, 12, 140, ("RU",))),
        posts=("zabaikalsk",), states=("CN", "RU"), length_km=9500, days=18.3, days_low=15, days_high=24, usd_per_t=201.4,
        usd_per_t_low=170, usd_per_t_high=260,
        obligations=(Obligation(rule="r1", effect="inspected", text="weighing at the border", act="Order 1", source="https://example.org/rule"),),
        zones={"RU": "green", "zabaikalsk": "grey"},
    )  # fmt: skip
    refused = RefusedRoute(
        states=("CN", "KZ", "RU"), posts=("syrym",), modes=("road",), rule="chpl",
        rule_text="items of the common high priority list may not go there", act="Regulation (EU) 833/2014",
        authority="Council of the European Union", source="https://example.org/act", where="RU",
    )  # fmt: skip
    return (
        RouteAnswer(origin="xian", destination="moscow", cargo="general", on=AS_OF, tonnes=20, offered=(offered,), refused=()),
        RouteAnswer(origin="xian", destination="moscow", cargo="electronics", hs="854231", on=AS_OF, tonnes=2, offered=(),
                    refused=(refused, refused), blocked_by=("every way is refused by a rule",)),
    )  # fmt: skip


def checks() -> tuple[StatementCheck, ...]:
    def check(cid: str, verdict: Any, words: str, statement: str, finding: str, **more: Any) -> StatementCheck:
        return StatementCheck(id=cid, report=REPORT_RU.id, span=span(RU_TEXT, words), topic="queues", statement=statement,
                              verdict=verdict, finding=finding, **more)  # fmt: skip

    return (
        check("k1", "supported", "Очереди на границе растут", "Queues grow at the border.", "Two sources report a queue.",
              sources=("Road operator, 2025-09-23, https://example.org/border-notes",)),
        check("k2", "contradicted", "скопилось 400 грузовиков", "400 trucks wait.", "The table holds another figure.",
              figures=(fig(2500, "trucks", PUBLISHED, 2000, 5000),), claim="c3"),
        check("k3", "opinion", "Похоже", "Transit is about to stop.", "An expectation cannot be checked."),
        check("k4", "no source found", "Беспилотники атаковали Новороссийск", "The port was attacked.", "No row speaks of it."),
    )  # fmt: skip


def mitigations() -> tuple[Mitigation, ...]:
    return (
        Mitigation(element="zabaikalsk", name="Zabaikalsk - Manzhouli", what="25 % more train slots", loss_usd_month_before=7.1e7,
                   loss_usd_month_after=5.4e7, unserved_before_t_day=2100, unserved_after_t_day=900, provenance=SIMULATED),
    )  # fmt: skip


def inputs(**changes: Any) -> dict[str, Any]:
    """Return the keyword arguments of ``compose`` for the rich case."""
    return {
        "reports": (REPORT_RU, REPORT_EN), "claims": claims(), "events": events(), "zones_before": zones(False),
        "zones_after": zones(True), "outcomes": outcomes(), "routes": routes(), "mitigations": mitigations(),
        "checks": checks(), "as_of": AS_OF, "seed": 7, **changes,
    }  # fmt: skip
