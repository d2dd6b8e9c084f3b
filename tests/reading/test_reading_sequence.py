"""The net that chooses the places of all claims of an article: its numpy sums, its file, and what becomes of its word."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kordon.model import Report
from kordon.reading.attach import Sharing
from kordon.reading.attach.model import Question, weights
from kordon.reading.reader import prepare, read_shared
from kordon.reading.sequence import Layout, Net, layout
from kordon.reading.sequence.net import packed, unpacked

SCRIPTS = Path(__file__).parents[2] / "scripts"
TEXTS = {
    "en": "Trucks wait at Khorgos\n\nSome 400 trucks are queuing at Khorgos. The port of Poti was closed on Monday. The queue there has grown to 500 trucks.",
    "ru": "У поста Сырым скопилось 420 фур. Порт Актау закрыт из-за ветра. Очередь в порту выросла до 30 судов.",
    "zh": "霍尔果斯口岸约有1800辆货车排队。阿克套港因大风关闭。",
}
JOINT = {"settled place": Question(0.0, 0.5, {"weights": 0.0, "net": 1.0}), "settled earlier place": Question(0.0, 0.5, {"weights": 0.0, "net": 1.0})}  # fmt: skip


def shared(lang: str, net: Net | None = None, **extra: Question) -> Sharing:
    report = Report(id="a", lang=lang, published=dt.date(2026, 3, 2), text=TEXTS[lang])
    sharing = Sharing({**weights(), **extra}, net=net)
    read_shared(report, sharing, None, prepare(report))
    return sharing


class Rows(dict[str, int]):
    """Rows of names, one more for each new one."""

    def get(self, name: str, default: Any = None) -> Any:
        return self.setdefault(name, len(self))


def laid_out(lang: str, signs: dict[str, int], features: dict[str, int]) -> Layout:
    sharing = shared(lang)
    return layout([view for view, _, _ in sharing.read], sharing.offers(), signs, features)


def chance_net(signs: dict[str, int], features: dict[str, int], seed: int = 0, shift: float = 0.0) -> Net:
    rng = np.random.default_rng(seed)
    w, u, f = 6, 8, 5
    shapes = {
        "signs": (len(signs), w), "features": (len(features), f), "kinds": (14, w), "langs": (4, 3), "since": (5, 3),
        "sentence": (2 * w, w), "around": (3 * w, w), "claim": (4 * w + 3, u), "place": (4 * w, u), "known": (f, u),
        "node": (2 * u, u), "message 0": (6 * u + 3, u), "out": (u, 1),
    }  # fmt: skip
    arrays = {name: rng.normal(0, 0.5, shape).astype(np.float32) for name, shape in shapes.items()}
    for name in ("sentence", "around", "claim", "place", "known", "node", "message 0", "out"):
        arrays[f"{name} bias"] = np.zeros(shapes[name][1], dtype=np.float32)
    arrays["out bias"] += np.float32(shift)
    for k in range(3):
        arrays[f"conv {k}"] = rng.normal(0, 0.5, (3, w, w)).astype(np.float32)
        arrays[f"conv {k} bias"] = np.zeros(w, dtype=np.float32)
    for k in range(4):
        arrays[f"norm {k}"], arrays[f"norm {k} bias"] = np.ones(w, dtype=np.float32), np.zeros(w, dtype=np.float32)
    return Net(signs, features, arrays)


@pytest.mark.parametrize("lang", sorted(TEXTS))
def test_every_place_on_offer_gets_a_finite_score(lang: str) -> None:
    signs, features = Rows(), Rows()
    article = laid_out(lang, signs, features)
    found = chance_net(dict(signs), dict(features)).logits(article)
    assert found.shape == (article.nodes,)
    assert article.nodes > 2
    assert np.isfinite(found).all()
    assert len(set(found.tolist())) > 1


def test_what_the_sentences_say_changes_the_scores() -> None:
    signs, features = Rows(), Rows()
    article = laid_out("en", signs, features)
    net = chance_net(dict(signs), dict(features))
    silent = {name: row for name, row in signs.items() if not name.startswith("w:en")}
    unsaid = Net(silent, features, net.arrays).logits(laid_out("en", silent, dict(features)))
    assert not np.allclose(net.logits(article), unsaid)


def test_sentences_do_not_run_into_each_other() -> None:
    article = laid_out("en", Rows(), Rows())
    ends = [article.tokens[article.sentence == k] for k in range(article.sentences)]
    gaps = [int(after[0] - before[-1]) for before, after in itertools.pairwise(ends)]
    assert min(gaps) > 4  # the widest convolution reaches four rows to either side


def test_the_same_place_is_linked_from_claim_to_claim() -> None:
    article = laid_out("en", Rows(), Rows())
    linked = [(int(p) - 1, k) for k, p in enumerate(article.previous) if p]
    assert linked
    for before, after in linked:
        assert article.key[before] == article.key[after]
        assert article.owner[before] < article.owner[after]
        assert article.next[before] == after + 1


def test_a_stored_net_is_the_same_but_for_rounding() -> None:
    signs, features = Rows(), Rows()
    article = laid_out("ru", signs, features)
    net = chance_net(dict(signs), dict(features))
    stored = packed(net.arrays)
    for part, names in (("signs", signs), ("features", features)):
        stored[f"{part} names"] = np.frombuffer(json.dumps(list(names)).encode(), dtype=np.uint8)
    again = unpacked(stored)
    assert again.signs == net.signs
    assert np.allclose(again.logits(article), net.logits(article), atol=0.05)


@pytest.mark.parametrize(("shift", "many"), [(50.0, True), (-50.0, False)])
def test_the_net_has_its_say(shift: float, many: bool) -> None:
    signs, features = Rows(), Rows()
    laid_out("en", signs, features)
    sharing = shared("en", chance_net(dict(signs), dict(features), shift=shift), **JOINT)
    offered = [pair for offer in sharing.offers() for pair in offer.pairs]
    taken = [place for _, _, drafts in sharing.read for draft in drafts for place in draft.places]
    assert bool(taken) is many
    if many:
        assert len(taken) >= len({pair.mention.key for pair in offered})


def test_torch_and_numpy_agree() -> None:
    torch = pytest.importorskip("torch")
    sys.path.insert(0, str(SCRIPTS))
    try:
        import sequence_net
    finally:
        sys.path.remove(str(SCRIPTS))
    signs, features = Rows(), Rows()
    articles = [laid_out(lang, signs, features) for lang in sorted(TEXTS)]
    torch.manual_seed(1)
    learning = sequence_net.Trained(len(signs), 10, len(features)).eval()
    net = Net(signs, features, learning.arrays())
    none = [np.zeros(a.nodes, dtype=np.float32) for a in articles]
    rows = sequence_net.batch([sequence_net.Taught(a, n, n) for a, n in zip(articles, none, strict=True)])
    with torch.no_grad():
        wanted = learning(rows).numpy()
    assert np.allclose(np.concatenate([net.logits(a) for a in articles]), wanted, atol=1e-5)
