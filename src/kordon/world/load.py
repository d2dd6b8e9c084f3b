"""Load the bundled world once per process: tables to records, network, demand, rules and facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the records cost more time than the kept network itself
    from kordon.world.network import Network
    from kordon.world.records import (
        Cargo,
        Corridor,
        DemandRow,
        KnownEvent,
        Membership,
        Place,
        Post,
        PublishedFlow,
        Rule,
        Territory,
        Treaty,
    )


@dataclass(frozen=True)
class World:
    """Everything that Kordon knows before it reads a report. Parts load when first used."""

    viewpoint: str = "default"

    @cached_property
    def territories(self) -> Mapping[str, Territory]:
        """Territories by ISO 3166-1 alpha-2 code."""
        from kordon.world.territories import read_territories

        return read_territories()

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Places by id (posts and ports among them)."""
        from kordon.world.tables import read_places

        return read_places()

    @cached_property
    def posts(self) -> Mapping[str, Post]:
        """Border posts by id."""
        from kordon.world.tables import read_posts

        return read_posts()

    @cached_property
    def corridors(self) -> Mapping[str, Corridor]:
        """Corridors by id."""
        from kordon.world.tables import read_corridors

        return read_corridors()

    @cached_property
    def cargo(self) -> Mapping[str, Cargo]:
        """Cargo classes by id."""
        from kordon.world.cargo import read_cargo

        return read_cargo()

    @cached_property
    def network(self) -> Network:
        """The compiled network (reference costs; per-class costs come from :mod:`kordon.world.costs`).

        It is kept in the user's cache folder (:mod:`kordon.world.cache`), as building it takes about a second.
        """
        from kordon.world.cache import cached_network

        return cached_network(self._built)

    def _built(self) -> Network:
        from kordon.world.build import build_network

        return build_network(self.places, self.posts, self.corridors)

    @cached_property
    def demand(self) -> tuple[DemandRow, ...]:
        """Origin-destination demand by cargo class; zone names are ids of places with a zone node."""
        from kordon.world.demand import read_demand

        return read_demand()

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Rules in and out of force; ask :mod:`kordon.world.rules` what they say of a consignment."""
        from kordon.world.rules import read_rules

        return read_rules()

    @cached_property
    def events(self) -> tuple[KnownEvent, ...]:
        """The bundled table of sourced events."""
        from kordon.world.facts import read_events

        return read_events()

    @cached_property
    def flows(self) -> tuple[PublishedFlow, ...]:
        """The bundled table of published flows and capacities."""
        from kordon.world.facts import read_flows

        return read_flows()

    @cached_property
    def memberships(self) -> tuple[Membership, ...]:
        """Which state belongs to which bloc or convention, since when."""
        from kordon.world.facts import read_memberships

        return read_memberships()

    @cached_property
    def treaties(self) -> tuple[Treaty, ...]:
        """Treaties: parties, dates, whether in force, what they are about."""
        from kordon.world.facts import read_treaties

        return read_treaties()


@lru_cache(maxsize=2)
def load_world(viewpoint: str = "default") -> World:
    """Return the bundled world. ``viewpoint`` only chooses how borders are drawn on maps, never a route."""
    return World(viewpoint=viewpoint)
