"""Scenarios beside the baseline as cards: what is displaced, where it goes, what waits, what it costs whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kordon.brief.record import (
    CargoLine,
    LossLine,
    MeasureRow,
    PostLine,
    ScenarioCard,
    ShiftLine,
    SofteningCard,
    Stated,
)
from kordon.brief.sources import SourceBook
from kordon.brief.words import (
    MODES,
    Names,
    days,
    dearer,
    listed,
    longer,
    money,
    money_range,
    number,
    tonnes,
    usd_per_t,
)
from kordon.model import CargoRow, Figure, LossRow, Measure, Mitigation, Outcome, Where

SIMULATED = "simulated: difference of two user equilibria on the freight network"
MOST_SHIFTS = 10
MOST_POSTS = 8
MOST_STATES = 10
INDIFFERENT_USD_T = 1.0
"""Loss per moved tonne below which untouched freight has only changed between ways of practically equal cost."""

LEAST_T_DAY = 0.5
"""Below half a tonne a day a change is nothing that the network can tell from zero."""


def simulated(
    text: str, value: float, unit: str, low: float | None = None, high: float | None = None, method: str = SIMULATED
) -> Stated:
    """Return a number that a simulation gave."""
    return Stated(text=text, value=value, unit=unit, low=low, high=high, mark="estimated", method=method)


def t_day(value: float) -> Stated:
    """Return simulated tonnes a day."""
    return simulated(tonnes(value), value, "t/day")


def scenario_cards(
    outcomes: Sequence[Outcome], numbers: Mapping[str, int], names: Names, book: SourceBook
) -> tuple[ScenarioCard, ...]:
    """Return one card an outcome, in the order given. ``numbers`` maps claim ids to claim numbers."""
    return tuple(_card(outcome, numbers, names, book) for outcome in outcomes)


def added_days(rows: Sequence[CargoRow]) -> float:
    """Return added days per served tonne, the mean over the relations that the measures touch."""
    return _mean_touched(rows, [row.added_days for row in rows])


def added_usd_t(rows: Sequence[CargoRow]) -> float:
    """Return added out-of-pocket USD per served tonne, the mean over the relations that the measures touch."""
    return _mean_touched(rows, [row.added_usd_t for row in rows])


def total_loss(outcome: Outcome) -> tuple[float, float, float]:
    """Return the loss a month of the shippers of all states: middle, low, high.

    The ends of the states are added as if one driver moved all of them. Transit revenue is a transfer between states,
    so it stands in the table of states and not in this sum.
    """
    figures = [row.shipper_usd_month for row in outcome.losses]
    ends = [ends_of(figure) for figure in figures]
    return sum(f.value for f in figures), sum(low for low, _ in ends), sum(high for _, high in ends)


def ends_of(figure: Figure) -> tuple[float, float]:
    """Return low and high of a figure, its value where an end is missing, always in this order."""
    values = (
        figure.value if figure.low is None else figure.low,
        figure.value if figure.high is None else figure.high,
    )
    return min(values), max(values)


def moved(row: CargoRow) -> float:
    """Return tonnes a day of a relation that move another way for a reason.

    An equilibrium fixes costs, not which of several ways of equal cost freight takes (path flows are not unique:
    Sheffi 1985, Urban Transportation Networks, section 3.3). What the measures touch counts in full; what they do not
    touch counts only where the relation loses at least a dollar for each tonne that moved.
    """
    touched = min(row.displaced_t_day, row.affected_t_day)
    if row.displaced_t_day <= touched:
        return touched
    lost_usd_t = abs(row.loss_usd_month) / (30 * row.displaced_t_day)
    return row.displaced_t_day if lost_usd_t >= INDIFFERENT_USD_T else touched


def displaced(outcome: Outcome) -> float:
    """Return tonnes a day that move another way than before for a reason (see :func:`moved`)."""
    return sum(moved(row) for row in outcome.cargo)


def indifferent(outcome: Outcome) -> float:
    """Return tonnes a day that changed between ways of practically equal cost, counted as nothing."""
    return sum(row.displaced_t_day - moved(row) for row in outcome.cargo)


def determined(outcome: Outcome) -> frozenset[str]:
    """Return the cargo classes whose shifts between corridors are mostly moves for a reason."""
    rows = by_cargo(outcome)
    return frozenset(
        cargo
        for cargo, lines in rows.items()
        if sum(moved(r) for r in lines) + sum(r.unserved_t_day for r in lines)
        >= 0.5 * sum(r.displaced_t_day + r.unserved_t_day for r in lines)
    )


def unserved(outcome: Outcome) -> float:
    """Return tonnes a day that are no longer shipped."""
    return sum(row.unserved_t_day for row in outcome.cargo)


def by_cargo(outcome: Outcome) -> dict[str, list[CargoRow]]:
    """Return the rows of an outcome by cargo class."""
    found: dict[str, list[CargoRow]] = defaultdict(list)
    for row in outcome.cargo:
        found[row.cargo].append(row)
    return dict(found)


def destinations(outcome: Outcome) -> dict[str, float]:
    """Return tonnes a day by the corridor they move to ('unserved' left out), over all cargo."""
    found: dict[str, float] = defaultdict(float)
    sure = determined(outcome)
    for row in outcome.shifts:
        if row.to_corridor != "unserved" and row.cargo in sure:
            found[row.to_corridor] += row.t_day
    return dict(found)


def main_driver(outcome: Outcome) -> str:
    """Return the input that moves the loss of all states most, in words, empty when nothing does."""
    return str(outcome.manifest.options.get("main_driver", ""))


def loss_figure(middle: float, low: float, high: float, method: str = "", month: bool = True) -> Stated:
    """Return a loss a month as a range with its middle in the record."""
    per = " a month" if month else ""
    return simulated(money_range(low, high) + per, middle, "USD/month", low, high, method or SIMULATED)


def _card(outcome: Outcome, numbers: Mapping[str, int], names: Names, book: SourceBook) -> ScenarioCard:
    middle, low, high = total_loss(outcome)
    sure = determined(outcome)
    shifts = sorted(
        (row for row in outcome.shifts if row.t_day >= LEAST_T_DAY and row.cargo in sure),
        key=lambda r: (-r.t_day, r.cargo, r.from_corridor, r.to_corridor),
    )
    rest = sum(row.t_day for row in shifts[MOST_SHIFTS:])
    touched = sorted(by_cargo(outcome).items(), key=lambda item: (-sum(r.affected_t_day for r in item[1]), item[0]))
    driver = main_driver(outcome)
    day, usd = added_days(outcome.cargo), added_usd_t(outcome.cargo)
    gap = outcome.settled.audited_gap
    losses, more = _losses(outcome, names, book)
    return ScenarioCard(
        id=outcome.scenario.id, anchor=f"scenario-{outcome.scenario.id}", name=outcome.scenario.name,
        description=plain_ids(outcome.scenario.description, numbers),
        measures=tuple(_measure(m, numbers, names, book) for m in outcome.scenario.measures),
        headline=(), displaced=t_day(displaced(outcome)), unserved=t_day(unserved(outcome)),
        added_days=simulated(longer(day), day, "days"), added_usd_t=simulated(dearer(usd), usd, "USD/t"),
        loss=loss_figure(middle, low, high, f"{SIMULATED}; the range is moved most by {driver}" if driver else ""),
        cargo=tuple(_cargo(cargo, rows, names) for cargo, rows in touched if _counts(rows)),
        shifts=tuple(
            ShiftLine(cargo=names.cargo(r.cargo), leaves=names.corridor(r.from_corridor),
                      goes_to=names.corridor(r.to_corridor), figure=t_day(r.t_day))
            for r in shifts[:MOST_SHIFTS]
        ),
        shifts_other=t_day(rest) if rest >= LEAST_T_DAY else None,
        posts=_posts(outcome, names), losses=losses, losses_other=more,
        base_unserved=t_day(outcome.base_unserved_t_day), indifferent=t_day(indifferent(outcome)),
        gap=f"relative gap {gap:.1e} after {number(outcome.settled.iterations)} iterations "
            f"(baseline {outcome.base.audited_gap:.1e})",
        left_out=tuple(plain_ids(text, numbers) for text in outcome.left_out), map=f"map-{outcome.scenario.id}",
    )  # fmt: skip


def plain_ids(text: str, numbers: Mapping[str, int]) -> str:
    """Return a text with claim ids replaced by the numbers that the page gives the claims."""
    for ident, n in numbers.items():
        text = text.replace(ident, f"claim {n}")
    return text


def _counts(rows: Sequence[CargoRow]) -> bool:
    touched = sum(r.affected_t_day + moved(r) + r.unserved_t_day for r in rows)
    return touched >= LEAST_T_DAY or abs(sum(r.loss_usd_month for r in rows)) >= 1000


def _cargo(cargo: str, rows: Sequence[CargoRow], names: Names) -> CargoLine:
    day, usd, loss = added_days(rows), added_usd_t(rows), sum(r.loss_usd_month for r in rows)
    return CargoLine(
        cargo=cargo, name=names.cargo(cargo), affected=t_day(sum(r.affected_t_day for r in rows)),
        displaced=t_day(sum(moved(r) for r in rows)),
        unserved=t_day(sum(r.unserved_t_day for r in rows)), added_days=simulated(longer(day), day, "days"),
        added_usd_t=simulated(dearer(usd), usd, "USD/t"), loss=simulated(money(loss), loss, "USD/month"),
    )  # fmt: skip


def _mean_touched(rows: Sequence[CargoRow], added: Sequence[float]) -> float:
    served = [
        max(0.0, row.demand_t_day - row.base_unserved_t_day - row.unserved_t_day)
        if row.affected_t_day >= LEAST_T_DAY
        else 0.0
        for row in rows
    ]
    total = sum(served)
    if total < LEAST_T_DAY:
        return 0.0
    return sum(value * tonnes_ for value, tonnes_ in zip(added, served, strict=True)) / total


def _posts(outcome: Outcome, names: Names) -> tuple[PostLine, ...]:
    def size(row: tuple[float, float, float, float]) -> float:
        base, after, delay_base, delay_after = row
        return abs(after - base) + max(base, after) * abs(delay_after - delay_base)

    rows = sorted(
        outcome.posts,
        key=lambda r: (
            -size((r.base_t_day, r.scenario_t_day, r.base_delay_days, r.scenario_delay_days)), r.post, r.mode
        ),
    )  # fmt: skip
    return tuple(
        PostLine(
            name=names.place(r.post), mode=MODES.get(r.mode, r.mode),
            capacity=simulated(tonnes(r.capacity_t_day), r.capacity_t_day, "t/day", method="table of posts")
            if r.capacity_t_day is not None else None,
            before=t_day(r.base_t_day), after=t_day(r.scenario_t_day),
            delay_before=simulated(days(r.base_delay_days), r.base_delay_days, "days"),
            delay_after=simulated(days(r.scenario_delay_days), r.scenario_delay_days, "days"),
            closed=r.scenario_capacity_t_day == 0,
        )
        for r in rows[:MOST_POSTS]
        if size((r.base_t_day, r.scenario_t_day, r.base_delay_days, r.scenario_delay_days)) >= 1
    )  # fmt: skip


def _losses(outcome: Outcome, names: Names, book: SourceBook) -> tuple[tuple[LossLine, ...], int]:
    """Return the states that lose or gain most, and how many more there are."""

    def stated(figure: Figure) -> Stated:
        return book.state(figure, money_range(*ends_of(figure)))

    def size(row: LossRow) -> float:
        return abs(row.shipper_usd_month.value) + abs(row.transit_usd_month.value)

    worth = sorted((r for r in outcome.losses if size(r) >= 1000), key=lambda r: (-size(r), r.state))
    rows = sorted(worth[:MOST_STATES], key=lambda r: (-r.total_usd_month.value, r.state))
    lines = tuple(
        LossLine(
            state=r.state, name=names.state(r.state), shipper=stated(r.shipper_usd_month),
            transit=stated(r.transit_usd_month), total=stated(r.total_usd_month), driver=r.driver.replace("_", " "),
        )
        for r in rows
    )  # fmt: skip
    return lines, max(0, len(worth) - MOST_STATES)


def where_words(where: Where, names: Names) -> str:
    """Return in words what a measure touches."""
    parts = [
        listed([names.place(p) for p in where.posts], 6),
        listed([f"every post between {names.state(a)} and {names.state(b)}" for a, b in where.borders], 4),
        listed([names.corridor(c) for c in where.corridors], 4),
        listed([names.place(p) for p in where.places], 6),
        names.states(where.territories, 6),
    ]
    text = "; ".join(part for part in parts if part) or "everywhere"
    modes = listed(MODES.get(m, m) for m in where.modes)
    return f"{text} ({modes})" if modes else text


def measure_words(measure: Measure, names: Names) -> str:
    """Return a measure in words: what, where, for which freight, from when to when."""
    days_text = days(measure.delay_days) if measure.delay_days is not None else ""
    share = f"{number(100 * measure.share)} %" if measure.share is not None else "all"
    left = f"{number(100 * measure.factor)} %" if measure.factor is not None else ""
    what = {
        "closure": "closed",
        "capacity": f"capacity at {left} of usual",
        "delay": f"{days_text} longer",
        "inspection": f"{share} of freight checked, {days_text or '0 days'} longer"
        + (f", capacity at {left} of usual" if left else ""),
        "rule": f"rule {measure.rule} applies",
        "demand": f"demand at {left} of usual",
        "price": f"{usd_per_t(measure.usd_per_t or 0)} dearer",
    }[measure.kind]
    freight = measure.freight
    of = [
        listed([names.cargo(c) for c in freight.cargo], 5),
        f"from {names.states(freight.origins, 4)}" if freight.origins else "",
        f"to {names.states(freight.destinations, 4)}" if freight.destinations else "",
        f"with {names.states(freight.either_end, 4)} at either end" if freight.either_end else "",
        "in transit" if freight.scope == "transit" else "",
        "not in transit" if freight.scope == "bilateral" else "",
    ]
    who = " ".join(part for part in of if part)
    text = f"{where_words(measure.where, names)}: {what}"
    return f"{text}, for freight {who}" if who else text


def _measure(measure: Measure, numbers: Mapping[str, int], names: Names, book: SourceBook) -> MeasureRow:
    text = measure_words(measure, names)
    return MeasureRow(
        text=plain_ids(f"{text}. {measure.why}".strip() if measure.why else text, numbers),
        mark=measure.provenance.kind, refs=book.of(measure.provenance),
        claims=tuple(numbers[e] for e in measure.evidence if e in numbers),
    )  # fmt: skip


def softening_cards(mitigations: Sequence[Mitigation], scenario: str, book: SourceBook) -> tuple[SofteningCard, ...]:
    """Return what added capacity buys, the largest saving first."""
    ordered = sorted(mitigations, key=lambda m: (m.loss_usd_month_after - m.loss_usd_month_before, m.element))
    return tuple(
        SofteningCard(
            scenario=scenario, name=m.name, what=m.what, before=_loss(m.loss_usd_month_before, m, book),
            after=_loss(m.loss_usd_month_after, m, book),
            saved=_loss(m.loss_usd_month_before - m.loss_usd_month_after, m, book),
            unserved_before=t_day(m.unserved_before_t_day), unserved_after=t_day(m.unserved_after_t_day),
        )
        for m in ordered
    )  # fmt: skip


def _loss(value: float, mitigation: Mitigation, book: SourceBook) -> Stated:
    return book.state(Figure(value=value, unit="USD/month", provenance=mitigation.provenance), money(value))
