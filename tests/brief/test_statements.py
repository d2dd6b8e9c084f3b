"""Statement checks as a sceptical analyst would try them: sentences of our own, the bundled tables, one verdict each."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest

from kordon.brief.statement_text import clause, find, lines
from kordon.brief.statement_topics import read_topics
from kordon.brief.statements import check_statements
from kordon.model import Attribution, Claim, ClaimPlace, Direction, Quantity, Report, StatementCheck
from kordon.reading import group, load_reports, read
from kordon.world.load import load_world

WORLD = load_world()
DAY = dt.date(2025, 10, 7)
ARTICLE = Path(__file__).resolve().parents[2].parent / "shared" / "seeds" / "2025-10-07-transit-article-ru.txt"


def report(text: str, lang: str = "en", published: dt.date = DAY) -> Report:
    ident = hashlib.sha256(text.encode()).hexdigest()[:12]
    return Report(id=ident, text=text, lang=lang, published=published, published_from="option")


def check(text: str, lang: str = "en", on: dt.date = DAY) -> tuple[StatementCheck, ...]:
    """Return the checks of a text that the reader has read."""
    item = report(text, lang, on)
    claims, events = group((item,), read(item))
    return check_statements(WORLD, (item,), claims, events, (), as_of=on)


def only(text: str, topic: str, lang: str = "en", on: dt.date = DAY) -> StatementCheck:
    found = [c for c in check(text, lang, on) if c.topic == topic]
    assert len(found) == 1, [(c.topic, c.statement) for c in check(text, lang, on)]
    return found[0]


def claim(item: Report, **slots: object) -> Claim:
    base: dict[str, object] = {
        "id": "c1", "report": item.id, "lang": item.lang, "status": "active", "certainty": "asserted",
        "attribution": Attribution(source_class="author"), "evidence": {"sentence": [0, len(item.text)]},
    }  # fmt: skip
    return Claim.model_validate({**base, **slots})


def point(ident: str, kind: str = "point") -> ClaimPlace:
    place = WORLD.posts.get(ident) or WORLD.places[ident]
    cc = getattr(place, "cc", "") or getattr(place, "cc_a", "")
    return ClaimPlace.model_validate(
        {"name": place.name_en, "cc": cc, "lat": place.lat, "lon": place.lon, "kind": kind, "id": ident}
    )


def country(cc: str, role: str = "at") -> ClaimPlace:
    return ClaimPlace.model_validate({"name": cc, "cc": cc, "kind": "country", "role": role, "id": cc})


def of_claim(**slots: object) -> tuple[StatementCheck, ...]:
    item = report("A sentence of a report about freight.")
    return check_statements(WORLD, (item,), (claim(item, **slots),), (), (), as_of=DAY)


# ------------------------------------------------------------------------------------------- claims by hand


def test_detentions_are_checked_place_by_place() -> None:
    oral, atyrau = of_claim(type="detention", places=(point("oral"), point("atyrau")), start=dt.date(2025, 9, 25))
    assert oral.verdict == "supported"
    assert "mgorod" in " ".join(oral.sources)
    assert atyrau.verdict == "no source found"
    assert "Atyrau" in atyrau.finding
    assert not atyrau.sources


def test_a_stop_is_contradicted_by_rows_of_passage() -> None:
    (found,) = of_claim(
        type="closure", places=(country("CN", "from"), country("RU", "to")), modes=("road",),
        direction=Direction(origin=("CN",), to=("RU",)),
    )  # fmt: skip
    assert found.verdict == "contradicted"
    assert "passage" in found.finding
    assert any(figure.unit == "vehicles" for figure in found.figures)


def test_rows_that_are_newer_than_the_day_decide_nothing() -> None:
    (before,) = of_claim(type="attack", places=(point("novorossiysk"),))
    assert before.verdict == "supported"
    assert "24-25 September 2025" in before.finding
    assert "Known only after 7 October 2025" in before.finding


@pytest.mark.parametrize(("value", "verdict"), [(5000.0, "supported"), (60000.0, "contradicted")])
def test_stated_amounts_are_held_against_the_rows(value: float, verdict: str) -> None:
    amount = Quantity(value=value, unit="trucks", of="queue")
    (found,) = of_claim(type="border_queue", places=(point("syrym_mashtakovo"),), quantities=(amount,))
    assert found.verdict == verdict
    assert f"{value:,.0f} trucks" in found.finding


def test_payment_refusal_between_two_states() -> None:
    (found,) = of_claim(type="payment_refusal", places=(country("KZ"), country("RU")))
    assert found.verdict == "supported"
    assert "kursiv" in " ".join(found.sources)


def test_denials_turn_round() -> None:
    (found,) = of_claim(type="border_queue", certainty="denied", places=(point("syrym_mashtakovo"),))
    assert found.verdict == "contradicted"


def test_expectations_are_opinion() -> None:
    (found,) = of_claim(type="outlook", status="forecast", places=(country("KZ"),))
    assert found.verdict == "opinion"


# ------------------------------------------------------------------------------------------- bans


def test_a_ban_that_ended_is_outdated_and_one_on_the_other_way_contradicted() -> None:
    wheat = only("Kazakhstan has banned imports of wheat from Russia.", "trade_ban")
    assert wheat.verdict == "outdated"
    assert "31 December 2024" in wheat.finding
    sugar = only("Kazakhstan has banned imports of sugar from Russia.", "trade_ban")
    assert sugar.verdict == "contradicted"
    assert "on export, not on import" in sugar.finding
    then = only("Kazakhstan has banned imports of wheat from Russia.", "trade_ban", on=dt.date(2024, 10, 1))
    assert then.verdict == "supported"


def test_fuel_ban_is_in_force() -> None:
    assert only("Kazakhstan prohibits the export of diesel by truck.", "trade_ban").verdict == "supported"


# ------------------------------------------------------------------------------------------- capacity


def test_capacity_beside_the_transit_that_would_move() -> None:
    found = only("Analysts said the Middle Corridor has enough capacity to replace the northern route.", "capacity")
    assert found.verdict == "contradicted"
    values = {figure.value for figure in found.figures}
    assert {6.0, 4.484, 3.3, 27.4} <= values
    assert "count differently" in found.finding
    assert all(figure.provenance.source for figure in found.figures)


def test_volumes_as_published() -> None:
    assert only("The Middle Corridor carried 4.5 million tonnes in 2024.", "capacity").verdict == "supported"
    assert only("The Middle Corridor carried 40 million tonnes in 2024.", "capacity").verdict == "contradicted"


# ------------------------------------------------------------------------------------------- topics


@pytest.mark.parametrize(
    ("text", "lang", "verdict"),
    [
        ("Kazakhstan is a member of the CSTO.", "en", "supported"),
        ("Kazakhstan is a member of NATO.", "en", "contradicted"),
        ("Kazakhstan is not a member of NATO.", "en", "supported"),
        ("Kazakhstan is a partner of NATO.", "en", "supported"),
        ("Казахстан является членом ОДКБ.", "ru", "supported"),
        ("Узбекистан состоит в ОДКБ.", "ru", "contradicted"),
        ("Украина входит в Транскаспийский маршрут.", "ru", "supported"),
    ],
)
def test_memberships(text: str, lang: str, verdict: str) -> None:
    assert only(text, "membership", lang).verdict == verdict


def test_a_bloc_in_another_clause_is_no_membership() -> None:
    text = "Казахстан является членом ОДКБ, но в апреле провёл переговоры с представителями стран НАТО."
    assert {c.statement for c in check(text, "ru") if c.topic == "membership"} == {"Kazakhstan belongs to CSTO."}


def test_a_treaty_that_is_not_in_force() -> None:
    found = only("Это является нарушением Конвенции о правовом статусе Каспийского моря.", "treaty", "ru")
    assert found.verdict == "contradicted"
    assert "not in force" in found.finding
    assert "Caspian Sea" in found.finding
    assert found.sources


def test_when_queues_began() -> None:
    text = "После визита президента Казахстана в США на границе с Россией начали задерживать грузы."
    found = only(text, "queues_began", "ru")
    assert found.verdict == "contradicted"
    assert "29 July 2025" in found.finding
    assert "4 August 2025" in found.finding
    assert "21 September 2025" in found.finding


@pytest.mark.parametrize(
    ("text", "topic", "verdict", "row"),
    [
        ("Kazakhstan accepted scanners and other equipment from USAID.", "aid_equipment", "no source found", "USAID"),
        ("In Kazakhstan a commission with foreign envoys monitors freight.", "monitoring_body", "no source found", "envoy"),
        ("The decision to build Power of Siberia 2 was taken.", "pos2_decision", "contradicted", "memorandum"),
        ("Turkic states agreed on exercises of the OTS.", "ots_exercise", "supported", "proposal for 2026"),
        ("A Turkish base in Azerbaijan is planned.", "foreign_base", "no source found", "denied"),
        ("Kazakhstan intends to stop buying food from Russia by 2028.", "food_refusal", "no source found", "self-sufficiency"),
        ("Kazakhstan took part in exercises with NATO states.", "nato_exercises", "supported", "Steppe Eagle"),
    ],
)  # fmt: skip
def test_topics(text: str, topic: str, verdict: str, row: str) -> None:
    found = only(text, topic)
    assert found.verdict == verdict
    assert row in found.finding


def test_topics_name_rows_that_exist() -> None:
    events = {row.id for row in WORLD.events}
    episodes = {row.episode for row in WORLD.events}
    blocs = {row.bloc for row in WORLD.memberships}
    for topic in read_topics():
        assert topic.statement.endswith(".") or topic.checker == "losses"
        for ref in topic.rows:
            kind, _, ident = ref.partition(":")
            known = {"event": events, "episode": episodes, "bloc": blocs}.get(kind)
            assert known is None or ident.split("/")[0] in known, (topic.id, ref)


# ------------------------------------------------------------------------------------------- other news


def test_closure_of_poland_and_belarus() -> None:
    text = "Poland has closed all its border crossings with Belarus since 12 September, the interior ministry said."
    now = [c for c in check(text, on=dt.date(2025, 9, 18)) if c.topic == "closure"]
    assert now
    assert {c.verdict for c in now} == {"supported"}
    assert "Poland closed its posts" in now[0].finding


def test_nothing_to_check_gives_nothing() -> None:
    assert check("The weather in Vienna was fine on Sunday.") == ()


# ------------------------------------------------------------------------------------------- form


TEXTS = [
    "Poland has closed all its border crossings with Belarus since 12 September. About 300 trains are stuck at Brest.",
    "Kazakhstan has banned imports of wheat from Russia. Some 7,000 trucks wait at the Syrym post.",
    "Казахстан является членом ОДКБ. На посту Сырым стоят 5 тысяч грузовиков, сообщили перевозчики.",
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_spans_sources_and_words(text: str) -> None:
    found = check(text, "ru" if text[0] > "я" or text[0] in "КПН" else "en")
    assert found
    assert len({c.id for c in found}) == len(found)
    for item in found:
        begin, end = item.span
        assert 0 <= begin < end <= len(text)
        assert item.finding
        assert item.statement
        assert text[begin:end].strip()
        assert not [figure for figure in item.figures if not figure.provenance.source]
        assert all(source.count("http") == 1 for source in item.sources)


def test_the_same_text_gives_the_same_checks() -> None:
    assert check(TEXTS[0]) == check(TEXTS[0])


def test_patterns() -> None:
    (line,) = lines(report("Kazakhstan, a member of the CSTO, closed the post."))
    assert find("member & csto", line) is not None
    assert find("member & nato", line) is None
    assert find("clos*", line) is not None
    begin, end = clause(line, find("member", line) or (0, 0))
    assert line.text[begin:end] == "a member of the CSTO"
    assert line.states == ("KZ",)


# ------------------------------------------------------------------------------------------- the founding article


@pytest.mark.skipif(not ARTICLE.exists(), reason="the founding article is not here")
def test_the_founding_article() -> None:
    reports = load_reports(str(ARTICLE))
    claims, events = group(reports, [c for r in reports for c in read(r)])
    found = check_statements(WORLD, reports, claims, events, (), as_of=DAY)
    verdicts = {(c.topic, c.statement): c.verdict for c in found}

    def has(topic: str, words: str = "") -> set[str]:
        return {v for (t, s), v in verdicts.items() if t == topic and words in s}

    assert has("capacity", "Trans-Caspian") == {"contradicted"}
    assert has("queues_began") == {"contradicted"}
    assert has("trade_ban", "grain") == {"supported"}
    assert has("trade_ban", "sugar") == {"contradicted"}
    assert has("detention", "Oral") == {"supported"}
    assert has("detention", "Atyrau") == {"no source found"}
    assert has("closure", "China to Russia") == {"contradicted"}
    assert has("payment_refusal") == {"supported"}
    assert has("treaty") == {"contradicted"}
    assert has("membership", "CSTO") == {"supported"}
    assert has("membership", "TITR") == {"supported"}
    assert has("aid_equipment") == has("monitoring_body") == has("food_refusal") == {"no source found"}
    assert has("attack", "Novorossiysk") == {"supported"}
    assert has("attack", "Bashkortostan") == {"supported"}
    assert has("outlook") == {"opinion"}
    loaded = ("шпион", "демарш", "неньк", "англосакс", "spy", "anglo")
    assert not any(word in (c.statement + c.finding).casefold() for c in found for word in loaded)


# ------------------------------------------------------------------------------------------- simulated outcomes


def test_displaced_tonnes_and_losses_come_from_the_outcomes() -> None:
    from brief_samples import outcomes

    simulated = outcomes()
    text = "The Middle Corridor has enough capacity. Losses of billions for producers are expected."
    item = report(text)
    found = check_statements(WORLD, (item,), read(item), (), simulated, as_of=DAY)
    (capacity,) = [c for c in found if c.topic == "capacity"]
    moved = [f for f in capacity.figures if f.unit == "t/day"]
    assert moved
    assert all(f.provenance.kind == "estimated" for f in moved)
    assert all(
        outcome.scenario.name in capacity.finding
        for outcome in simulated
        if any(r.displaced_t_day for r in outcome.cargo)
    )
    (losses,) = [c for c in found if c.topic == "losses"]
    assert losses.verdict == "no source found"
    assert "Estimated by simulation" in losses.finding
