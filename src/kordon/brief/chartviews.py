"""Choose what each chart shows: displaced tonnes by cargo, losses with ranges, probabilities of zones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kordon.brief.record import ScenarioCard, ZoneCard
from kordon.brief.scenariocards import by_cargo, ends_of, moved, total_loss
from kordon.brief.views import Bar, Chart
from kordon.brief.words import Names, money, money_range, tonnes
from kordon.model import Outcome

MOST_SERIES = 6
MOST_STATES = 10


def charts(
    outcomes: Sequence[Outcome], cards: Sequence[ScenarioCard], zones: Sequence[ZoneCard], names: Names
) -> tuple[Chart, ...]:
    """Return the charts of the page, those with nothing to show left out."""
    found = [displaced_chart(outcomes, names), loss_chart(outcomes), state_chart(outcomes, names)]
    return tuple(chart for chart in found if chart is not None)


def displaced_chart(outcomes: Sequence[Outcome], names: Names) -> Chart | None:
    """Return tonnes a day that move another way or not at all, by cargo class, one bar a scenario."""
    totals: dict[str, float] = defaultdict(float)
    rows: list[tuple[str, dict[str, float]]] = []
    for outcome in outcomes:
        sizes = {cargo: sum(moved(r) + r.unserved_t_day for r in lines) for cargo, lines in by_cargo(outcome).items()}
        for cargo, value in sizes.items():
            totals[cargo] += value
        rows.append((outcome.scenario.name, sizes))
    if not totals or sum(totals.values()) < 1:
        return None
    order = sorted(totals, key=lambda c: (-totals[c], c))
    series, rest = order[:MOST_SERIES], order[MOST_SERIES:]
    labels = [names.cargo(c) for c in series] + (["other classes"] if rest else [])
    bars = []
    for label, sizes in rows:
        values = [sizes.get(c, 0.0) for c in series] + ([sum(sizes.get(c, 0.0) for c in rest)] if rest else [])
        bars.append(Bar(label=label, values=tuple(values), text=tonnes(sum(values))))
    alt = "; ".join(f"{bar.label}: {bar.text}" for bar in bars)
    return Chart(
        id="chart-displaced", title="Moved another way or no longer shipped, by cargo", alt=alt, kind="stacked",
        unit="t/day", series=tuple(labels), bars=tuple(bars),
    )  # fmt: skip


def loss_chart(outcomes: Sequence[Outcome]) -> Chart | None:
    """Return the loss a month of each scenario as a range."""
    bars = []
    for outcome in outcomes:
        middle, low, high = total_loss(outcome)
        bars.append(Bar(label=outcome.scenario.name, low=low, middle=middle, high=high, text=money_range(low, high)))
    if not bars or max(abs(bar.high or 0) for bar in bars) < 1000:
        return None
    alt = "; ".join(f"{bar.label}: {bar.text}" for bar in bars)
    return Chart(
        id="chart-loss", title="Loss of shippers a month, all states, with its range", alt=alt, kind="range",
        unit="USD a month",
        bars=tuple(bars),
    )  # fmt: skip


def state_chart(outcomes: Sequence[Outcome], names: Names) -> Chart | None:
    """Return the loss a month by state in the scenario that the answer is about."""
    from kordon.brief.prose import central

    outcome = central(outcomes)
    if outcome is None:
        return None
    rows = sorted(outcome.losses, key=lambda r: (-abs(r.total_usd_month.value), r.state))[:MOST_STATES]
    bars = []
    for row in rows:
        figure = row.total_usd_month
        low, high = ends_of(figure)
        if max(abs(low), abs(high)) >= 1000:
            bars.append(
                Bar(label=names.state(row.state), low=low, middle=figure.value, high=high, text=money(figure.value))
            )
    if not bars:
        return None
    return Chart(
        id="chart-states", title=f"Loss a month by state, shippers and transit revenue: {outcome.scenario.name}",
        alt="; ".join(f"{bar.label}: {bar.text}" for bar in bars), kind="range", unit="USD a month", bars=tuple(bars),
    )  # fmt: skip
