"""What a scenario costs whom: shippers of both ends, transit revenue of the states between, ranges and their driver."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kordon.model import Figure, LossRow, Provenance
from kordon.scenario.assigned import Assigned
from kordon.scenario.ground import HORIZON_DAYS
from kordon.scenario.match import Floats
from kordon.scenario.rows import Comparison

ORIGIN_SHARE = 0.5
"""Share of a relation's loss that falls on the state of origin (assumed: half; the rest on the destination)."""

SHIPPER = Provenance(
    kind="estimated",
    source="equilibrium with and without the measures",
    note="30 days x (added cost + value of time x added days + unserved freight x (choke price - baseline cost)); "
    "half to the state of origin, half to the state of destination (assumed)",
)
TRANSIT = Provenance(
    kind="estimated",
    source="equilibrium with and without the measures",
    note="out-of-pocket spending of third states' freight inside the territory, baseline less scenario, 30 days; a "
    "proxy for revenue, not for profit; negative: the state gains",
)
TOTAL = Provenance(kind="estimated", source="shippers' loss + transit revenue lost")


@dataclass(frozen=True)
class Losses:
    """USD/month by state: shippers' loss and transit revenue lost."""

    shipper: Mapping[str, float]
    transit: Mapping[str, float]

    @property
    def total(self) -> float:
        """Shippers' loss of all states; transit revenue is a transfer and is not added to it."""
        return sum(self.shipper.values())


def losses(both: Comparison) -> Losses:
    """Return the losses by state of a scenario against its baseline."""
    base = both.ground
    per_group = both.per_group(both.loss_usd_day) * HORIZON_DAYS
    shipper: dict[str, float] = {}
    for g, group in enumerate(base.groups):
        value = float(per_group[g])
        for cc, share in ((group.origin_cc, ORIGIN_SHARE), (group.destination_cc, 1.0 - ORIGIN_SHARE)):
            shipper[cc] = shipper.get(cc, 0.0) + value * share
    was, now = transit_spending(both.base), transit_spending(both.after)
    transit = {cc: (was[i] - now[i]) * HORIZON_DAYS for i, cc in enumerate(base.sides.states) if cc}
    return Losses(shipper, transit)


def transit_spending(state: Assigned) -> Floats:
    """Return USD/day that freight of other states spends inside each state (a border link counts half on each side)."""
    base = state.compiled.ground
    states = {cc: i for i, cc in enumerate(base.sides.states)}
    ends = [
        np.array([states[getattr(group, name)] for group in base.groups])[base.group_of]
        for name in ("origin_cc", "destination_cc")
    ]
    links, owner = state.solution.paths.links, state.owner
    pair = state.path_pair[owner]
    usd = state.compiled.paid(state.path_class[owner], links) * state.path_flow[owner] / 2.0
    spent = np.zeros(len(states))
    for s in (0, 1):
        where = base.land[s][links]
        foreign = (where >= 0) & (where != ends[0][pair]) & (where != ends[1][pair])
        spent += np.bincount(where[foreign], weights=usd[foreign], minlength=len(states))
    return spent


def loss_rows(central: Losses, draws: Sequence[Losses], drivers: Mapping[str, str]) -> tuple[LossRow, ...]:
    """Return the losses by state with the range over ``draws``; states with less than 1,000 USD a month are left out.

    ``drivers``: per state, in words, which input moves its total the most.
    """
    rows = []
    for cc in sorted(set(central.shipper) | set(central.transit)):
        sets = [central, *draws]
        shipper = [s.shipper.get(cc, 0.0) for s in sets]
        transit = [s.transit.get(cc, 0.0) for s in sets]
        total = [a + b for a, b in zip(shipper, transit, strict=True)]
        if max(abs(shipper[0]), abs(transit[0])) < 1_000.0:
            continue
        rows.append(
            LossRow(
                state=cc, shipper_usd_month=_figure(shipper, SHIPPER), transit_usd_month=_figure(transit, TRANSIT),
                total_usd_month=_figure(total, TOTAL), driver=drivers.get(cc, ""),
            )
        )  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (-row.total_usd_month.value, row.state)))


def _figure(values: Sequence[float], provenance: Provenance) -> Figure:
    low, high = (min(values), max(values)) if len(values) > 1 else (None, None)
    return Figure(value=values[0], unit="USD/month", low=low, high=high, provenance=provenance)
