"""What is simulated: flows, posts, cargo, shifts and losses, baseline beside scenario."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from kordon.model.figures import Figure, Provenance, Record
from kordon.model.scenarios import Scenario


class FlowRow(Record):
    """Flow of one cargo class on one element (link, post, corridor or state), baseline beside scenario, t/day."""

    element_kind: Literal["link", "post", "corridor", "state", "mode"]
    element: str
    cargo: str = Field(description="cargo class id, or 'all'")
    base_t_day: float
    scenario_t_day: float


class PostRow(Record):
    """Load and delay at a post, baseline beside scenario. Capacity 0 in the scenario means closed to this traffic."""

    post: str
    mode: str
    capacity_t_day: float | None
    base_t_day: float
    scenario_t_day: float
    base_delay_days: float
    scenario_delay_days: float
    scenario_capacity_t_day: float | None


class CargoRow(Record):
    """What happens to one cargo class from one state to another."""

    cargo: str
    origin: str
    destination: str
    demand_t_day: float
    affected_t_day: float = Field(description="tonnes/day that used an element the measures touch")
    displaced_t_day: float = Field(description="tonnes/day that move another way than before")
    unserved_t_day: float = Field(description="tonnes/day not shipped beyond those not shipped in the baseline")
    base_unserved_t_day: float = 0.0
    added_days: float = Field(description="mean added days per served tonne")
    added_usd_t: float = Field(description="mean added out-of-pocket USD per served tonne, time not counted")
    loss_usd_month: float = Field(description="added cost + value of added time + loss on unserved freight, per month")


class LossRow(Record):
    """Loss per month of one state with its range and what drives the range.

    The loss of a relation is shared between the states of origin and destination (share in the manifest); ``transit``
    is lost transit revenue of the states crossed.
    """

    state: str
    shipper_usd_month: Figure
    transit_usd_month: Figure
    total_usd_month: Figure
    driver: str = ""


class ShiftRow(Record):
    """Tonnes a day that leave one way for another (or for 'unserved'), by cargo class.

    A way is the id of a corridor, or ``via:`` and the first border post or port of a path outside every corridor, or
    'other' for a path that passes none.
    """

    cargo: str
    from_corridor: str
    to_corridor: str
    t_day: float


class Convergence(Record):
    """How exact an equilibrium is: relative gap reached, gap recomputed by the audit, history by iteration."""

    gap: float
    audited_gap: float
    history: tuple[float, ...] = ()
    iterations: int = 0
    seconds: float = 0.0


class Manifest(Record):
    """What it takes to rebuild an answer: versions, seed, hashes of the tables, options."""

    kordon: str
    seed: int
    data_hash: str
    versions: Mapping[str, str] = Field(default_factory=dict)
    options: Mapping[str, Any] = Field(default_factory=dict)


class Outcome(Record):
    """Baseline and scenario side by side. All flows in tonnes/day of the settled state."""

    scenario: Scenario
    flows: tuple[FlowRow, ...]
    posts: tuple[PostRow, ...]
    cargo: tuple[CargoRow, ...]
    shifts: tuple[ShiftRow, ...]
    losses: tuple[LossRow, ...]
    demand_t_day: float
    base_unserved_t_day: float
    scenario_unserved_t_day: float
    base: Convergence
    settled: Convergence
    left_out: tuple[str, ...] = Field(default=(), description="what this simulation does not consider, in words")
    manifest: Manifest

    @property
    def added_unserved_t_day(self) -> float:
        """Tonnes/day not shipped in the scenario that were shipped in the baseline."""
        return self.scenario_unserved_t_day - self.base_unserved_t_day


class Mitigation(Record):
    """What capacity added at one element buys, by simulation."""

    element: str
    name: str
    what: str
    loss_usd_month_before: float
    loss_usd_month_after: float
    unserved_before_t_day: float
    unserved_after_t_day: float
    provenance: Provenance
