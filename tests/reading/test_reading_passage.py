"""The nets that read an article as a passage: units, arithmetic, bytes, and that numpy says what torch learnt."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from kordon.errors import DataError
from kordon.model import Report
from kordon.reading import read, reader
from kordon.reading.explain import explain
from kordon.reading.learned import model, passage
from kordon.reading.learned.units import units

SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.fixture(autouse=True)
def shipped() -> Iterator[None]:
    yield
    model.use(None)


def report(text: str, lang: str = "en") -> Report:
    return Report.model_validate({"id": "t", "text": text, "lang": lang, "published": "2026-03-05"})


def scenes(text: str, lang: str = "en") -> list[Any]:
    return reader.prepare(report(text, lang)).scenes


TEXTS = [
    ("ru", "Очередь выросла до 900 фур", "^queue"),
    ("en", "The queue grew to 900 lorries", "^queue"),
    ("kk", "Кептеліс 900 фураға жетті", "^queue"),
    ("zh", "口岸排队车辆达到900辆", "^queue"),
]


@pytest.mark.parametrize(("lang", "text", "name"), TEXTS)
def test_a_unit_holds_a_word_and_what_all_languages_share(lang: str, text: str, name: str) -> None:
    (scene,) = scenes(text, lang)
    bags, spans = units([scene], 0)
    assert len(bags) == len(spans) + 1
    assert f"@{lang}" in bags[0]
    assert "@first" in bags[0]
    assert any(name in bag and any(n.startswith(f"w:{lang}:") for n in bag) for bag in bags[1:])
    assert any("<qty.trucks>" in bag for bag in bags[1:])
    assert [span[0] for span in spans] == sorted({span[0] for span in spans})


def tiny(rng: np.random.Generator, names: int, width: int = 4) -> passage.Net:
    kinds = len(passage.TYPES)
    answers = sum(map(len, passage.MOODS.values()))
    shape = {
        "bias": (width,), "near": (3 * width, width), "far": (3 * width, width), "beside": (3 * width, width),
        "around": (3 * width, width), "ask": (width, kinds), "tell": (width, kinds), "whole": (2 * width, width),
        "join": (4 * width, width), "out": (width, kinds), "direct": (2 * width, kinds), "types": (kinds, width),
        "mood": (3 * width, width), "answers": (width, answers), "about": (width, 1),
    }  # fmt: skip
    arrays = {name: rng.standard_normal(size) for name, size in shape.items()}
    for name in ("near", "far", "beside", "around", "ask", "whole", "join", "out", "mood", "answers", "about"):
        arrays[f"{name}.bias"] = rng.standard_normal(shape[name][1])
    vectors = rng.standard_normal((names, width))
    vectors[0] = 0
    return passage.squeezed(vectors, arrays)


def test_nets_come_back_from_their_bytes() -> None:
    nets = passage.Nets({"": 0, "a": 1, "b": 2}, (tiny(np.random.default_rng(0), 3), tiny(np.random.default_rng(1), 3)))
    data = passage.dumped(nets)
    again = passage.loaded(data)
    assert passage.dumped(again) == data
    rows = passage.rows_of([[["a"], ["b", "unknown"], []], [["b"]]], again.names)
    for one, two in zip(nets.nets, again.nets, strict=True):
        assert np.array_equal(one.read(rows).logits, two.read(rows).logits)


def test_what_a_sentence_is_told_depends_on_order_and_on_its_neighbours() -> None:
    known = {"": 0, "a": 1, "b": 2}
    net = tiny(np.random.default_rng(3), 3)

    def logits(*bags: list[list[str]]) -> Any:
        return net.read(passage.rows_of(bags, known)).logits

    plain = logits([["a"], ["b"], ["a"]])
    assert np.array_equal(plain, logits([["a"], ["b"], ["a"]]))
    assert not np.allclose(plain, logits([["a"], ["a"], ["b"]]))
    assert not np.allclose(plain[0], logits([["a"], ["b"], ["a"]], [["b"], ["b"]])[0])


def test_the_shares_of_units_add_up_to_their_vote() -> None:
    net = tiny(np.random.default_rng(4), 3)
    read_ = net.read(passage.rows_of([[["a"], ["b"]], [["b"]]], {"": 0, "a": 1, "b": 2}))
    assert np.add.reduceat(read_.attention, read_.begins, axis=0) == pytest.approx(np.ones((2, len(passage.TYPES))))


@pytest.mark.parametrize("data", [b"", b"no nets"])
def test_a_broken_file_of_nets_is_one_error(data: bytes) -> None:
    with pytest.raises(DataError, match=r"passage\.npz"):
        passage.loaded(data)


def test_shipped_nets_are_small_and_speak() -> None:
    nets = model.nets()
    assert nets.nets
    assert len(passage.dumped(nets)) < 2_000_000
    text = (
        "Lorries crawl for days towards the Kapikule gate. Nobody on the tailback has moved since Monday, drivers said."
    )
    found = read(report(text))
    assert "border_queue" in {claim.type for claim in found}
    listened = passage.listen(nets, scenes(text))
    assert listened is not None
    assert listened.logits.shape == (2, len(passage.TYPES))
    for what, answers in passage.MOODS.items():
        assert set(listened.moods(1, "border_queue", what)) == set(answers)
    assert explain(report(text), found[0])["type"].startswith("rule ")


def test_no_nets_leave_the_heads_alone() -> None:
    assert passage.listen(passage.NONE, scenes("Lorries crawl.")) is None
    model.use(model.heads())
    assert not model.nets().nets


@pytest.fixture(scope="module")
def learner() -> ModuleType:
    pytest.importorskip("torch")
    path = SCRIPTS / "train_passage.py"
    if not path.exists():
        pytest.skip("the scripts are not part of this distribution")
    spec = importlib.util.spec_from_file_location("train_passage", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["train_passage"] = module
    spec.loader.exec_module(module)
    return module


def corpus(learner: ModuleType) -> list[Any]:
    """Articles that queue where 'zorbled' follows 'lorries', and not where it goes before."""
    label = {"type": "border_queue", "status": "active", "certainty": "asserted", "attribution": {"class": "author"}}
    made = []
    for k in range(40):
        bags = [["@en", "@first"], ["w:en:lorry"], ["w:en:zorble"], [f"w:en:place{k % 7}"]]
        other = [["@en", "@later"], ["w:en:zorble"], ["w:en:lorry"], [f"w:en:place{k % 5}"]]
        made.append(learner.Passage([bags, other], [[label], []]))
    return made


def test_order_is_learnt_and_numpy_says_what_torch_does(learner: ModuleType) -> None:
    passages = corpus(learner)
    nets = learner.learn(passages, seeds=(0,), rounds=30)
    assert passage.dumped(nets) == passage.dumped(learner.learn(passages, seeds=(0,), rounds=30))
    (net,) = nets.nets
    rows = passage.rows_of(passages[0].bags, nets.names)
    column = passage.TYPES.index("border_queue")
    first, second = net.read(rows).logits[:, column]
    assert first > 1.0 > -1.0 > second

    import torch

    torch.manual_seed(1)
    fresh = learner.Learner(len(nets.names), np.full(len(passage.TYPES), 0.1)).eval()
    with torch.no_grad():
        batch = learner.Corpus(passages, dict(nets.names)).batch([0, 1], None)
        logits, about, kept = fresh(batch)
        moods = fresh.moods(kept, batch, torch.tensor([1]), torch.tensor([column]))
    squeezed = fresh.squeezed()
    said = squeezed.read(rows)
    assert said.logits == pytest.approx(logits[:2].numpy(), abs=0.02)
    assert said.about == pytest.approx(float(about[0]), abs=0.02)
    assert squeezed.moods(said, 1, column) == pytest.approx(moods[0].numpy(), abs=0.02)


def test_names_with_the_shortest_vectors_go(learner: ModuleType) -> None:
    net = tiny(np.random.default_rng(5), 4)
    net.vectors[1], net.vectors[2], net.vectors[3] = 9, 0, 5
    kept = learner.pruned(passage.Nets({"": 0, "a": 1, "b": 2, "c": 3}, (net,)), most=3)
    assert dict(kept.names) == {"": 0, "a": 1, "c": 2}
    assert np.array_equal(kept.nets[0].vectors, net.vectors[[0, 1, 3]])
