"""Causes: in the claim's sentence, before it, or nowhere."""

from __future__ import annotations

import pytest
from reading_samples import claims, report

from kordon.reading.causes import mentions, weights
from kordon.reading.explain import explain
from kordon.reading.reader import prepare


@pytest.mark.parametrize(
    ("lang", "text", "kind", "cause"),
    [
        ("ru", "Порт Актау закрыт из-за шторма.", "closure", "weather"),
        ("en", "The port of Aktau is shut because of a storm.", "closure", "weather"),
        ("kk", "Ақтау порты боранға байланысты жабылды.", "closure", "weather"),
        ("zh", "受台风影响，阿克套港关闭。", "closure", "weather"),
        ("en", "Kaub: low water means barges on the Rhine load only 40% of their cargo.", "capacity", "low_water"),
        ("ru", "Из-за сбоя информационной системы у поста «Бахты» скопилось 340 фур.", "border_queue", "technical"),
    ],
)
def test_the_cause_beside_the_claim(lang: str, text: str, kind: str, cause: str) -> None:
    assert cause in {claim.cause for claim in claims(text, lang) if claim.type == kind}


def test_a_cause_of_the_sentence_before_is_carried_over_with_its_words() -> None:
    text = "Drones attacked an oil terminal in Novorossiysk on Monday. Loading of tankers has been suspended."
    found = [claim for claim in claims(text, "en") if claim.type == "closure"]
    assert [claim.cause for claim in found] == ["attack"]
    a, b = found[0].evidence["cause"]
    assert text[a:b].lower() in ("drones", "attacked", "drones attacked", "attack")


def test_what_is_denied_has_no_cause() -> None:
    found = claims("The ministry denied that the port of Aktau was shut because of a storm.", "en")
    assert all(claim.cause is None for claim in found if claim.certainty == "denied")


def test_no_cause_where_none_is_named() -> None:
    found = claims("Some 340 trucks are queuing at the Korday checkpoint.", "en")
    assert found
    assert all(claim.cause is None for claim in found)


def test_an_inspection_is_not_its_own_cause() -> None:
    found = claims("Customs is scanning every truck at the Bakhty crossing because of stricter checks.", "en")
    assert all(claim.cause != "inspection" for claim in found if claim.type == "inspection")


def test_the_reason_names_words_and_weights() -> None:
    source = report("The port of Aktau is shut because of a storm.", "en")
    (claim,) = (c for c in claims(source.text, "en") if c.type == "closure")
    why = explain(source, claim)
    assert "storm" in why["cause"]
    assert "(+" in why["cause"]


def test_weights_speak_of_features_that_are_made() -> None:
    text = (
        "Storm in the Caspian. Dockers in Aktau began a strike on Monday. The port of Aktau is shut because of a storm. "
        "Three ships are waiting outside the port after an engine failure."
    )
    article = prepare(report(text, "en"))
    views = [scene.view for scene in article.scenes]
    made = {
        name
        for k, scene in enumerate(article.scenes)
        for candidate in scene.proposed
        for mention in mentions(candidate, views[k], views[:k], views[0])
        for name in mention.features
    }
    assert {"here", "ago 1", "here just because weather"} <= made
    assert len(made & weights().weights.keys()) > len(made) / 3


def test_a_claim_of_another_place_leads_to_nothing() -> None:
    text = "Drones attacked an oil terminal in Novorossiysk on Monday. The port of Aktau is shut."
    found = [claim for claim in claims(text, "en") if claim.type == "closure"]
    assert found
    assert all(claim.cause is None for claim in found)
