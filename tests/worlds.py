"""Small worlds for tests: hand-made or random, with the same records as the bundled one.

>>> world = tiny_world()
>>> world.network.n_links > 0
True

``WorldBuilder`` lets a test say only what matters to it::

    b = WorldBuilder()
    b.city("urumqi", "CN", 43.8, 87.6, modes=("road", "rail"))
    b.post("khorgos", "KZ", "CN", 44.2, 80.4, modes=("road",), capacity_t_day=8_000)
    b.line("urumqi", "khorgos:CN", "road", 670)
    world = b.build()
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from kordon.model import Figure, Provenance
from kordon.world.load import World
from kordon.world.network import Network
from kordon.world.records import Cargo, Corridor, DemandRow, KnownEvent, Place, Post, Rule, Territory

ASSUMED = Provenance(kind="assumed", source="test")
SPEED_KMH = {"road": 45.0, "rail": 25.0, "sea": 26.0, "oil_pipeline": 5.0, "gas_pipeline": 30.0}
USD_PER_T_KM = {"road": 0.06, "rail": 0.03, "sea": 0.006, "oil_pipeline": 0.01, "gas_pipeline": 0.02}

TERRITORIES = {
    "CN": ("China", "Китай", "Қытай", "中国", "", 1435, 35.0, 103.0),
    "KZ": ("Kazakhstan", "Казахстан", "Қазақстан", "哈萨克斯坦", "EAEU", 1520, 48.0, 67.0),
    "RU": ("Russia", "Россия", "Ресей", "俄罗斯", "EAEU", 1520, 60.0, 60.0),
    "MN": ("Mongolia", "Монголия", "Моңғолия", "蒙古", "", 1520, 47.0, 104.0),
    "BY": ("Belarus", "Беларусь", "Беларусь", "白俄罗斯", "EAEU", 1520, 53.5, 28.0),
    "PL": ("Poland", "Польша", "Польша", "波兰", "EU", 1435, 52.0, 19.0),
    "GE": ("Georgia", "Грузия", "Грузия", "格鲁吉亚", "", 1520, 42.0, 43.5),
    "AZ": ("Azerbaijan", "Азербайджан", "Әзербайжан", "阿塞拜疆", "", 1520, 40.5, 47.5),
    "IR": ("Iran", "Иран", "Иран", "伊朗", "", 1435, 32.0, 53.0),
}


def figure(value: float, unit: str, low: float | None = None, high: float | None = None) -> Figure:
    return Figure(value=value, unit=unit, low=low, high=high, provenance=ASSUMED)


def cargo_class(id_: str, value: float, vot: float, modes: Sequence[str], ontology: Sequence[str]) -> Cargo:
    return Cargo(
        id=id_, name_en=id_.replace("_", " "), name_ru=id_, hs=(), value_usd_t=figure(value, "USD/t"),
        vot_usd_t_day=figure(vot, "USD/(t day)", vot * 0.5, vot * 2), modes=tuple(modes), ontology=tuple(ontology),
    )  # fmt: skip


def default_cargo() -> dict[str, Cargo]:
    land = ("road", "rail", "sea", "inland_water", "transfer")
    rows = (
        cargo_class("general", 3_000, 12.0, land, ("general", "containers", "consumer", "other")),
        cargo_class("grain", 250, 1.0, land, ("grain",)),
        cargo_class("crude_oil", 550, 0.4, ("oil_pipeline", "sea", "rail", "transfer"), ("crude_oil",)),
    )
    return {row.id: row for row in rows}


@dataclass
class WorldBuilder:
    """Collects nodes and links; ``build()`` returns a World whose parts need no bundled table."""

    cargo: dict[str, Cargo] = field(default_factory=default_cargo)
    places: dict[str, Place] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    corridors: dict[str, Corridor] = field(default_factory=dict)
    demand: list[DemandRow] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    events: list[KnownEvent] = field(default_factory=list)
    nodes: dict[str, tuple[str, str, str, float, float]] = field(default_factory=dict)
    links: list[dict[str, Any]] = field(default_factory=list)

    def _node(self, place: str, mode: str, cc: str, lat: float, lon: float, side: str = "") -> str:
        node_id = place if mode == "zone" else f"{place}:{mode}" + (f":{side}" if side else "")
        self.nodes.setdefault(node_id, (place, cc, mode, lat, lon))
        return node_id

    def _link(self, tail: str, head: str, **columns: Any) -> None:
        row = {
            "kind": "line", "mode": "road", "cc": "", "post": "", "corridors": (), "km": 0.0, "h": 0.0, "usd": 0.0,
            "cap": math.inf, "gauge": 0, **columns,
        }  # fmt: skip
        row.setdefault("id", f"{row['kind']}:{tail}>{head}")
        self.links.append({"tail": tail, "head": head, **row})

    def city(self, id_: str, cc: str, lat: float, lon: float, modes: Sequence[str] = ("road", "rail"),
             kind: str = "city", transfer_usd_t: float = 8.0, transfer_h: float = 24.0) -> None:  # fmt: skip
        self.places[id_] = Place(
            id=id_, name_en=id_.replace("_", " ").title(), name_ru=id_, name_kk=id_, name_zh=id_, cc=cc, kind=kind,
            lat=lat, lon=lon, provenance=ASSUMED,
        )  # fmt: skip
        zone = self._node(id_, "zone", cc, lat, lon)
        for mode in modes:
            node = self._node(id_, mode, cc, lat, lon)
            for a, b in ((zone, node), (node, zone)):
                self._link(a, b, kind="connector", mode=mode, cc=cc)
        for i, first in enumerate(modes):
            for second in modes[i + 1 :]:
                if "pipeline" in first + second and "sea" not in (first, second):
                    continue
                for a, b in ((first, second), (second, first)):
                    self._link(f"{id_}:{a}", f"{id_}:{b}", kind="transfer", mode="transfer", cc=cc, h=transfer_h,
                               usd=transfer_usd_t)  # fmt: skip

    def post(self, id_: str, cc_a: str, cc_b: str, lat: float, lon: float, modes: Sequence[str] = ("road",), *,
             capacity_t_day: float = 10_000.0, hours: float = 6.0, fee_usd_t: float = 2.0,
             third_country: bool | None = True) -> None:  # fmt: skip
        self.posts[id_] = Post(
            id=id_, name_en=id_.replace("_", " ").title(), name_ru=id_, cc_a=cc_a, cc_b=cc_b, modes=tuple(modes),
            lat=lat, lon=lon, capacity_t_day=figure(capacity_t_day, "t/day"), hours=figure(hours, "h"),
            fee_usd_t=figure(fee_usd_t, "USD/t"), gauge_a_mm=None, gauge_b_mm=None, third_country=third_country,
            status="open", provenance=ASSUMED,
        )  # fmt: skip
        self.places.setdefault(id_, Place(
            id=id_, name_en=id_.replace("_", " ").title(), name_ru=id_, name_kk=id_, name_zh=id_, cc=cc_a, kind="post",
            lat=lat, lon=lon, provenance=ASSUMED,
        ))  # fmt: skip
        for mode in modes:
            for cc in (cc_a, cc_b):
                self._node(id_, mode, cc, lat, lon, side=cc)
            for here, there in ((cc_a, cc_b), (cc_b, cc_a)):
                self._link(
                    f"{id_}:{mode}:{here}", f"{id_}:{mode}:{there}", id=f"border:{id_}:{mode}:{here}>{there}",
                    kind="border", mode=mode, cc=f"{here}-{there}", post=id_, h=hours, usd=fee_usd_t,
                    cap=capacity_t_day,
                )  # fmt: skip

    def line(self, a: str, b: str, mode: str, km: float, *, capacity_t_day: float = math.inf, gate: str = "",
             corridors: Sequence[str] = ()) -> None:  # fmt: skip
        """Join two nodes both ways; ``khorgos:CN`` is the Chinese side of a post, ``almaty`` a city."""
        first, second = self._modal(a, mode), self._modal(b, mode)
        cc = "" if mode == "sea" else self.nodes[first][1]
        for tail, head in ((first, second), (second, first)):
            self._link(tail, head, id=f"line:{mode}:{tail}>{head}", mode=mode, cc=cc, post=gate, km=km,
                       h=km / SPEED_KMH[mode], usd=km * USD_PER_T_KM[mode], cap=capacity_t_day,
                       corridors=tuple(corridors))  # fmt: skip

    def _modal(self, name: str, mode: str) -> str:
        place, _, side = name.partition(":")
        node = f"{place}:{mode}" + (f":{side}" if side else "")
        if node not in self.nodes:
            raise KeyError(f"no node {node}; known: {sorted(self.nodes)}")
        return node

    def corridor(self, id_: str, name: str, waypoints: Sequence[str], modes: Sequence[str], branch: str = "") -> None:
        self.corridors[id_] = Corridor(
            id=id_, name_en=name, name_ru=name, branch=branch, waypoints=tuple(waypoints), modes=tuple(modes),
            length_km=None, transit_days=None, capacity_mt_year=None, cost=None,
        )  # fmt: skip

    def ship(self, origin: str, destination: str, cargo: str, t_day: float, choke_usd_t: float = 2_000.0) -> None:
        self.demand.append(DemandRow(origin, destination, cargo, t_day, choke_usd_t, ASSUMED))

    def network(self) -> Network:
        index = {name: i for i, name in enumerate(self.nodes)}
        rows = self.links

        def column(name: str) -> tuple[Any, ...]:
            return tuple(row[name] for row in rows)

        return Network(
            node_id=tuple(self.nodes), node_place=tuple(v[0] for v in self.nodes.values()),
            node_cc=tuple(v[1] for v in self.nodes.values()), node_mode=tuple(v[2] for v in self.nodes.values()),
            node_lat=np.array([v[3] for v in self.nodes.values()]), node_lon=np.array([v[4] for v in self.nodes.values()]),
            tail=np.array([index[row["tail"]] for row in rows], dtype=np.int32),
            head=np.array([index[row["head"]] for row in rows], dtype=np.int32),
            link_id=column("id"), link_kind=column("kind"), link_mode=column("mode"), link_cc=column("cc"),
            link_post=column("post"), link_corridors=column("corridors"), length_km=np.array(column("km"), dtype=float),
            time_h=np.array(column("h"), dtype=float), cost_usd_t=np.array(column("usd"), dtype=float),
            capacity_t_day=np.array(column("cap"), dtype=float), gauge_mm=np.array(column("gauge"), dtype=np.int32),
            provenance=tuple({"source": "test"} for _ in rows), shape=tuple(() for _ in rows),
        )  # fmt: skip

    def build(self) -> World:
        world = World()
        territories = {
            cc: Territory(cc=cc, iso3=cc + "X", name_en=v[0], name_ru=v[1], name_kk=v[2], name_zh=v[3], customs_union=v[4],
                          gauge_mm=v[5], lat=v[6], lon=v[7])
            for cc, v in TERRITORIES.items()
        }  # fmt: skip
        world.__dict__.update(
            territories=territories, places=self.places, posts=self.posts, corridors=self.corridors, cargo=self.cargo,
            network=self.network(), demand=tuple(self.demand), rules=tuple(self.rules), events=tuple(self.events),
            flows=(), memberships=(),
        )  # fmt: skip
        return world


def tiny_world() -> World:
    """China to Russia by Kazakhstan (road, rail), by Mongolia (rail) or by sea; Kazakhstan and Russia trade besides.

    Posts: ``khorgos`` (KZ-CN road and rail), ``syrym`` (KZ-RU road, multilateral), ``shagan`` (KZ-RU road, bilateral
    only), ``petropavl`` (KZ-RU rail), ``zamyn_uud`` (MN-CN rail), ``naushki`` (MN-RU rail).
    """
    b = WorldBuilder()
    b.city("urumqi", "CN", 43.8, 87.6)
    b.city("tianjin", "CN", 39.1, 117.2, modes=("road", "rail", "sea"), kind="port")
    b.city("almaty", "KZ", 43.25, 76.9)
    b.city("aktobe", "KZ", 50.3, 57.2)
    b.city("moscow", "RU", 55.75, 37.6)
    b.city("novosibirsk", "RU", 55.0, 82.9)
    b.city("vladivostok", "RU", 43.1, 131.9, modes=("rail", "sea"), kind="port")
    b.city("ulaanbaatar", "MN", 47.9, 106.9)
    b.post("khorgos", "KZ", "CN", 44.2, 80.4, ("road", "rail"), capacity_t_day=9_000, hours=12)
    b.post("syrym", "KZ", "RU", 51.7, 51.2, ("road",), capacity_t_day=6_000)
    b.post("shagan", "KZ", "RU", 51.6, 51.9, ("road",), capacity_t_day=2_000, third_country=False)
    b.post("petropavl", "KZ", "RU", 54.9, 69.2, ("rail",), capacity_t_day=40_000, hours=8)
    b.post("zamyn_uud", "MN", "CN", 43.7, 111.9, ("rail",), capacity_t_day=12_000, hours=18)
    b.post("naushki", "RU", "MN", 50.4, 106.1, ("rail",), capacity_t_day=15_000)
    north = ("north_road",)
    b.line("urumqi", "khorgos:CN", "road", 670, corridors=north)
    b.line("urumqi", "khorgos:CN", "rail", 680, corridors=("north_rail",))
    b.line("tianjin", "urumqi", "rail", 3_200)
    b.line("tianjin", "urumqi", "road", 3_100)
    b.line("tianjin", "zamyn_uud:CN", "rail", 850, corridors=("mongolia",))
    b.line("zamyn_uud:MN", "ulaanbaatar", "rail", 710, corridors=("mongolia",))
    b.line("ulaanbaatar", "naushki:MN", "rail", 400, corridors=("mongolia",))
    b.line("naushki:RU", "novosibirsk", "rail", 2_300, corridors=("mongolia",), capacity_t_day=60_000)
    b.line("khorgos:KZ", "almaty", "road", 330, corridors=north)
    b.line("khorgos:KZ", "almaty", "rail", 340, corridors=("north_rail",))
    b.line("almaty", "aktobe", "road", 2_050, corridors=north)
    b.line("almaty", "aktobe", "rail", 2_100)
    b.line("almaty", "petropavl:KZ", "rail", 1_750, corridors=("north_rail",), capacity_t_day=70_000)
    b.line("aktobe", "syrym:KZ", "road", 560, corridors=north)
    b.line("aktobe", "shagan:KZ", "road", 540)
    b.line("syrym:RU", "moscow", "road", 1_320, corridors=north)
    b.line("shagan:RU", "moscow", "road", 1_400)
    b.line("petropavl:RU", "moscow", "rail", 2_200, corridors=("north_rail",))
    b.line("petropavl:RU", "novosibirsk", "rail", 900)
    b.line("novosibirsk", "moscow", "rail", 3_300, capacity_t_day=150_000)
    b.line("novosibirsk", "moscow", "road", 3_350)
    b.line("novosibirsk", "vladivostok", "rail", 5_900, capacity_t_day=120_000, corridors=("far_east",))
    b.line("tianjin", "vladivostok", "sea", 2_200, gate="korea_strait", corridors=("far_east",))
    b.corridor("north_road", "Northern road", ("urumqi", "khorgos", "almaty", "aktobe", "syrym", "moscow"), ("road",))
    b.corridor("north_rail", "Northern rail", ("urumqi", "khorgos", "almaty", "petropavl", "moscow"), ("rail",))
    b.corridor("mongolia", "Mongolia", ("tianjin", "zamyn_uud", "naushki", "novosibirsk"), ("rail",))
    b.corridor("far_east", "Far East", ("tianjin", "korea_strait", "vladivostok", "novosibirsk"), ("sea", "rail"))
    b.ship("urumqi", "moscow", "general", 4_000, 900)
    b.ship("tianjin", "moscow", "general", 7_000, 900)
    b.ship("moscow", "tianjin", "grain", 1_500, 420)
    b.ship("moscow", "almaty", "general", 3_000, 700)
    b.ship("almaty", "moscow", "general", 2_000, 700)
    b.ship("aktobe", "moscow", "grain", 900, 300)
    b.ship("urumqi", "almaty", "general", 1_500, 600)
    b.ship("tianjin", "ulaanbaatar", "general", 800, 600)
    return b.build()


def random_world(seed: int, *, states: int = 4, cities: int = 3, extra: int = 4, shipments: int = 12) -> World:
    """A random world: states in a ring with posts between neighbours, some of them bilateral, cities, ports, chords."""
    rng = np.random.default_rng(seed)
    codes = list(TERRITORIES)[:states]
    b = WorldBuilder()
    for s, cc in enumerate(codes):
        for c in range(cities):
            modes = ("road", "rail", "sea") if c == 0 and rng.random() < 0.5 else ("road", "rail")
            b.city(f"{cc.lower()}{c}", cc, 40 + 10 * rng.random(), 20 + 15 * s + 10 * rng.random(), modes,
                   kind="port" if "sea" in modes else "city")  # fmt: skip
        for c in range(1, cities):
            for mode in ("road", "rail"):
                cap = math.inf if rng.random() < 0.3 else float(rng.uniform(2_000, 40_000))
                b.line(
                    f"{cc.lower()}{c - 1}", f"{cc.lower()}{c}", mode, float(rng.uniform(50, 900)), capacity_t_day=cap
                )
    ring = [(codes[i], codes[(i + 1) % states]) for i in range(states if states > 2 else 1)]
    for n, (here, there) in enumerate(ring + [ring[int(rng.integers(len(ring)))] for _ in range(extra)]):
        modes = (("road",), ("rail",), ("road", "rail"))[int(rng.integers(3))]
        third = bool(rng.random() < 0.75) or n < len(ring)
        b.post(f"post{n}", here, there, 45.0, 20 + 4 * n, modes, capacity_t_day=float(rng.uniform(500, 15_000)),
               hours=float(rng.uniform(0, 48)), fee_usd_t=float(rng.uniform(0, 10)), third_country=third)  # fmt: skip
        for mode in modes:
            for cc in (here, there):
                b.line(f"{cc.lower()}{int(rng.integers(cities))}", f"post{n}:{cc}", mode, float(rng.uniform(20, 600)))
    ports = [place.id for place in b.places.values() if place.kind == "port"]
    for i, port in enumerate(ports[1:]):
        b.line(ports[i], port, "sea", float(rng.uniform(300, 5_000)), gate="strait" if rng.random() < 0.5 else "")
    zones = [place.id for place in b.places.values() if place.kind != "post"]
    kinds = ("general", "grain")
    for _ in range(shipments):
        o, d = rng.choice(len(zones), size=2, replace=False)
        b.ship(zones[o], zones[d], kinds[int(rng.integers(2))], float(rng.uniform(50, 5_000)),
               float(rng.uniform(60, 900)))  # fmt: skip
    return b.build()
