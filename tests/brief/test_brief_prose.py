"""The paragraph follows from figures and never borrows the words of a report."""

from __future__ import annotations

from typing import Any

import brief_samples as samples
import pytest

from kordon.brief.compose import compose
from kordon.brief.record import Brief
from kordon.brief.words import money_range, tonnes
from kordon.model import Claim


def test_the_answer_has_its_five_parts_in_order(brief: Brief) -> None:
    assert [s.about for s in brief.answer] == ["claimed", "confirmed", "hit", "cost", "unknown"]
    assert all(s.text.endswith(".") and s.text[0].isupper() for s in brief.answer)


def test_every_sentence_says_the_values_it_follows_from(brief: Brief) -> None:
    claimed, confirmed, hit, cost, _ = brief.answer
    assert f"{len(samples.claims())} claims" in claimed.text
    assert claimed.follows_from["author"] == 2
    assert "2 are the author's own" in claimed.text
    assert confirmed.follows_from["checks"] == 4
    assert "1 is supported, 1 is contradicted" in confirmed.text
    assert tonnes(float(hit.follows_from["displaced_t_day"])) in hit.text
    assert money_range(float(cost.follows_from["low"]), float(cost.follows_from["high"])) in cost.text


def test_losses_of_the_paragraph_are_those_of_the_tables(brief: Brief) -> None:
    outcome = samples.outcomes()[1]
    total = sum(row.shipper_usd_month.value for row in outcome.losses)
    assert brief.answer[3].follows_from["loss_usd_month"] == pytest.approx(total)
    assert brief.scenarios[1].loss.value == pytest.approx(total)


def test_both_sides_are_named(brief: Brief) -> None:
    text = brief.answer[3].text
    for state in ("Russia", "China", "Kazakhstan"):
        assert state in text
    assert "gained by Mongolia" in text


def test_no_loaded_word_of_a_report_is_repeated(world: Any) -> None:
    loaded = "явный сигнал демарш блокада англосакс shameful betrayal"
    report = samples.REPORT_RU.model_copy(update={"text": samples.RU_TEXT + " " + loaded, "title": loaded})
    brief = compose(world, **samples.inputs(reports=(report, samples.REPORT_EN)))
    own = " ".join(
        [brief.title, brief.subtitle, brief.paragraph, *(s.text for lead in brief.leads.values() for s in lead)]
        + [c.gist for c in brief.claims] + [e.gist for e in brief.events] + [u.text for u in brief.unknowns]
    ).lower()  # fmt: skip
    for word in loaded.lower().split():
        assert word not in own


def test_a_denied_or_forecast_claim_is_not_foremost(world: Any) -> None:
    denied = samples.claims()[5:]
    brief = compose(world, **samples.inputs(reports=(samples.REPORT_EN,), claims=denied, events=()))
    assert "Foremost" not in brief.answer[0].text
    assert "1 is a denial" in brief.answer[0].text


def test_claims_that_touch_no_corridor_give_no_displaced_freight(world: Any) -> None:
    quiet = samples.outcome("reported", "If this report is right", 0.0, ())
    brief = compose(world, **samples.inputs(outcomes=(quiet,), mitigations=()))
    assert "no freight is displaced: none of its claims closes or slows anything" in brief.answer[2].text
    assert "nothing that the simulation can tell from zero" in brief.answer[3].text
    assert brief.charts == ()


def test_a_brief_without_any_outcome_says_so(world: Any) -> None:
    brief = compose(world, **samples.inputs(outcomes=(), routes=(), mitigations=(), checks=(), events=()))
    assert brief.answer[2].text == "No scenario follows from these claims."
    assert brief.key_figures == ()
    assert brief.scenarios == ()


def test_one_report_with_one_claim_speaks_in_the_singular(world: Any) -> None:
    one: tuple[Claim, ...] = samples.claims()[:1]
    brief = compose(
        world, **samples.inputs(reports=(samples.REPORT_RU,), claims=one, events=samples.events()[2:3], checks=())
    )
    text = brief.answer[0].text
    assert text.startswith("An opinion article in Russian of 7 October 2025 makes 1 claim about freight")
    assert "1 claims" not in brief.paragraph


def test_disagreeing_figures_are_unknown_and_side_by_side(brief: Brief) -> None:
    conflict = next(u for u in brief.unknowns if u.kind == "conflict")
    assert "400 trucks (claim" in conflict.text
    assert "at least 2,500 trucks" in conflict.text
    assert "or 5,000 trucks" in conflict.text
    event = brief.events[0]
    assert event.conflict
    assert len(event.figures) == 3
    assert not any(e.conflict for e in brief.events[1:])


def test_added_days_are_the_mean_of_the_relations_touched(world: Any) -> None:
    outcome = samples.outcomes()[1]
    calm = outcome.cargo[0].model_copy(
        update={"origin": "UZ", "affected_t_day": 0.0, "displaced_t_day": 0.0, "added_days": -30.0}
    )
    brief = compose(world, **samples.inputs(outcomes=(outcome.model_copy(update={"cargo": (*outcome.cargo, calm)}),)))
    served = [r.demand_t_day - r.base_unserved_t_day - r.unserved_t_day for r in outcome.cargo]
    tonne_days = sum(r.added_days * t for r, t in zip(outcome.cargo, served, strict=True))
    assert brief.scenarios[0].added_days.value == pytest.approx(tonne_days / sum(served))


def test_freight_that_is_indifferent_between_ways_is_not_called_moved(world: Any) -> None:
    outcome = samples.outcomes()[1]
    free = outcome.cargo[0].model_copy(
        update={
            "cargo": "grain",
            "affected_t_day": 0.0,
            "displaced_t_day": 60_000.0,
            "unserved_t_day": 0.0,
            "loss_usd_month": 50.0,
        }
    )
    pushed = free.model_copy(update={"displaced_t_day": 1_000.0, "loss_usd_month": 90_000.0})
    plain = compose(world, **samples.inputs(outcomes=(outcome,)))
    noisy = compose(
        world, **samples.inputs(outcomes=(outcome.model_copy(update={"cargo": (*outcome.cargo, free, pushed)}),))
    )
    assert noisy.scenarios[0].displaced.value == pytest.approx(plain.scenarios[0].displaced.value + 1_000)
    assert noisy.scenarios[0].indifferent.value == pytest.approx(60_000)
    assert not any(line.cargo == "Grain" for line in noisy.scenarios[0].shifts)
    assert "60,000" not in noisy.paragraph


def test_a_range_on_both_sides_of_nothing_is_said_as_gain_and_loss(world: Any) -> None:
    outcome = samples.outcomes()[1]
    figure = samples.fig(2e5, "USD/month", samples.SIMULATED, low=-3e6, high=5e6)
    one = outcome.losses[0].model_copy(update={"shipper_usd_month": figure})
    brief = compose(world, **samples.inputs(outcomes=(outcome.model_copy(update={"losses": (one,)}),), mitigations=()))
    assert "between gain USD 3 million and lose USD 5 million a month" in brief.answer[3].text
