"""The learned half of the reader: a tiny corpus teaches a word, weights load, claims point at the words that made them."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from kordon.errors import DataError, InputError
from kordon.model import Report
from kordon.reading import read
from kordon.reading.attribution import Speaker
from kordon.reading.evaluate import evaluate, offsets_valid
from kordon.reading.explain import explain
from kordon.reading.lang import LANGUAGES, analyser
from kordon.reading.learned import model, mood, vote
from kordon.reading.learned.corpus import load_corpus
from kordon.reading.learned.senses import entries, senses
from kordon.reading.reader import prepare, trace
from kordon.reading.rules import View
from kordon.reading.text import tokens

SCRIPT = Path(__file__).parents[2] / "scripts" / "train_reader.py"
PLACES = ("Khorgos", "Dostyk", "Zamyn-Uud", "Narva", "Kapikule", "Brest", "Sarpi", "Poti", "Aktau", "Terespol")


@pytest.fixture(scope="module")
def trainer() -> ModuleType:
    if not SCRIPT.exists():
        pytest.skip("the scripts are not part of this distribution")
    spec = importlib.util.spec_from_file_location("train_reader", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["train_reader"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def shipped() -> Iterator[None]:
    yield
    model.use(None)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus in which hauliers 'zorble' when they queue, and sing when they do not."""
    lines = []
    for number, place in enumerate(PLACES * 3):
        lines += [
            "@ 2026-03-05 agency",
            f"S Hauliers were zorbling near {place} on Monday.",
            f"c border_queue | at={place}/KZ/point",
            f"S Colleagues at {place} wrote long letters.",
            f"S Some {number + 20} lorries zorbled again, a dispatcher shrugged.",
            f"c border_queue | by=company | q={number + 20} trucks queue approx",
            "@ 2026-03-06 none",
            f"S A choir from {place} keeps singing this week.",
            "S Singers wrote long letters again.",
            "S Colleagues shrugged at the festival.",
        ]
    folder = tmp_path_factory.mktemp("corpus") / "en"
    folder.mkdir()
    (folder / "01.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder.parent


@pytest.fixture(scope="module")
def weights(trainer: ModuleType, tiny: Path) -> bytes:
    out = tiny / "weights.npz"
    assert trainer.main([str(tiny), "--plain", "--out", str(out)]) == 0
    return out.read_bytes()


def report(text: str, lang: str = "en") -> Report:
    return Report.model_validate({"id": "t", "text": text, "lang": lang, "published": "2026-03-05"})


NEW = "Hauliers were zorbling near Lagodekhi on Monday. Colleagues shrugged. Some 77 lorries zorbled again."


def test_a_word_is_learnt_from_a_tiny_corpus(weights: bytes) -> None:
    model.use({})
    assert not read(report(NEW))
    model.use(model.loaded(weights))
    assert {claim.type for claim in read(report(NEW))} == {"border_queue"}
    assert not read(report("A choir keeps singing this week. Singers wrote long letters. Colleagues shrugged."))


def test_a_learned_claim_says_which_word_made_it(weights: bytes) -> None:
    model.use(model.loaded(weights))
    text = report(NEW)
    claim = read(text)[0]
    begin, end = claim.evidence["type"]
    assert text.text[begin:end] == "zorbling"
    assert explain(text, claim)["type"].startswith("rule learned")
    assert "zorbling" in explain(text, claim)["type"]


def test_the_same_corpus_gives_the_same_weights(trainer: ModuleType, tiny: Path, weights: bytes) -> None:
    again = tiny / "again.npz"
    trainer.main([str(tiny), "--plain", "--out", str(again)])
    assert again.read_bytes() == weights


def test_cross_validation_reads_each_article_without_having_learnt_it(
    trainer: ModuleType, tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert trainer.main([str(tiny), "--plain", "--folds", "2"]) == 0
    (line,) = (line for line in capsys.readouterr().out.splitlines() if line.startswith("type_f1"))
    alone, both = (float(word) for word in line.split()[1:])
    assert alone == 0.0
    assert both > 0.8


def test_shipped_weights() -> None:
    heads = model.heads()
    assert set(heads) == {"article", "certainty", "claims", "source", "status"}
    assert len(model.dumped(heads)) < 3_000_000
    again = model.loaded(model.dumped(heads))
    for name, head in heads.items():
        assert again[name].rows == head.rows
        assert np.array_equal(again[name].weights, head.weights)
        assert again[name].net_rows == head.net_rows
        assert all(np.array_equal(a.weights, b.weights) for a, b in zip(again[name].nets, head.nets, strict=True))


def test_a_broken_file_of_weights_is_one_error() -> None:
    with pytest.raises(DataError, match=r"learned\.npz"):
        model.loaded(b"no weights")


def test_rounded_weights_score_as_they_say() -> None:
    head = model.quantised(("a", "b"), ["x", "y"], np.array([[1.27, -0.5], [-0.64, 0.0]]), np.array([0.25, 0.0]))
    assert head.logits(["x", "y", "unknown"]) == pytest.approx([1.27 - 0.64 + 0.25, -0.5])
    assert head.parts(["x", "y"], "b") == pytest.approx({"x": -0.5})


TEXTS = [
    (
        "ru",
        "Третьи сутки большегрузы томятся на подъездах к посту «Нур жолы». Конца хвосту не видно, говорят водители.",
    ),
    (
        "en",
        "Lorries have been crawling for days towards the Kapikule gate. Drivers sleep in their cabs, hauliers said.",
    ),
    ("kk", "Жүк көліктері «Нұр жолы» бекетінде үш тәулік бойы қозғала алмай тұр, деді тасымалдаушылар. Жол жабылды."),
    ("zh", "大批货车连日来在霍尔果斯口岸外动弹不得，司机表示已等了五天。海关称正在逐车开箱查验。"),
]


@pytest.mark.parametrize(("lang", "text"), TEXTS)
def test_the_same_text_gives_the_same_claims_with_valid_offsets(lang: str, text: str) -> None:
    first, second = trace(report(text, lang)), trace(report(text, lang))
    assert [(t.claim, t.why) for t in first] == [(t.claim, t.why) for t in second]
    assert first
    assert all(offsets_valid(t.claim, text) for t in first)


def test_a_corpus_can_be_scored(tiny: Path, weights: bytes) -> None:
    model.use(model.loaded(weights))
    scores = evaluate(tiny, draws=0)
    assert scores["reports"] == 6 * len(PLACES)
    assert scores["type_f1"] > 0.9


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("S before any article", "line 1: a file starts with an @ line"),
        ("@ 2026-03-05 agency\nc closure", "line 2: a claim before any sentence"),
        ("@ 2026-03-05 agency\nS A.\nc closing", "line 3: type: 'closing'"),
        ("@ 2026-03-05 agency\nS A.\nc closure | q=12 lorries", "line 3: unit: 'lorries'"),
        ("@ 2026-03-05 agency\nS A.\nc closure | date=5 March", "line 3: date '5 March'"),
        ("@ 2026-03-05 agency\nS A.\nc closure | at=Narva/Estonia", "'Estonia' is no two-letter state"),
        ("@ 2026-03-05 agency\nX A.", "line 2: a line starts with 'X'"),
        ("@ 2026-13-05 agency\nS A.", "line 1: "),
    ],
)
def test_a_broken_corpus_names_its_line(tmp_path: Path, line: str, wrong: str) -> None:
    file = tmp_path / "en" / "01.txt"
    file.parent.mkdir()
    file.write_text(line, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_corpus(tmp_path)
    assert wrong in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_corpus_of_no_language_is_refused(tmp_path: Path) -> None:
    (tmp_path / "01.txt").write_text("@ 2026-03-05 agency\n", encoding="utf-8")
    with pytest.raises(InputError, match="no language"):
        load_corpus(tmp_path)


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("ru", "Очередь из фур заметно выросла", {("queue", "Очередь"), ("rise", "выросла"), ("truck", "фур")}),
        ("en", "Trade unions called a walkout", {("union", "Trade unions"), ("strike_work", "walkout")}),
        ("kk", "Бекетте кептеліс пайда болды", {("queue", "кептеліс")}),
        ("zh", "吞吐量同比增長", {("rise", "同比增長"), ("volume", "吞吐量")}),
    ],
)
def test_words_of_one_meaning_have_one_class_in_every_language(
    lang: str, text: str, wanted: set[tuple[str, str]]
) -> None:
    line = tokens(text, 0, len(text), analyser(lang))
    found = {(name, text[line[first].start : line[last].end]) for name, first, last in senses(line, lang)}
    assert wanted <= found


def test_every_language_has_words_for_every_class() -> None:
    names = {lang: {name for rows in entries(lang).values() for _, name in rows} for lang in LANGUAGES}
    assert len(names["en"]) > 250
    assert all(found == names["en"] for found in names.values())


def test_a_class_speaks_for_a_word_that_no_training_text_holds(trainer: ModuleType, tiny: Path) -> None:
    """'Bunching' is in no training text; words of its class are, and it is one of them."""
    line = tokens("bunching", 0, 8, analyser("en"))
    assert ("queue", 0, 0) in senses(line, "en")
    kin = ("queued", "jammed", "snaking", "queueing", "stretching", "backed up", "nose to tail")
    lines = [
        line.replace("zorbling", kin[k % 7]).replace("zorbled", kin[k % 5])
        for k, line in enumerate((tiny / "en" / "01.txt").read_text(encoding="utf-8").split("\n"))
    ]
    folder = tiny.parent / "kin" / "en"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "01.txt").write_text("\n".join(lines), encoding="utf-8")
    out = folder.parent / "weights.npz"
    assert trainer.main([str(folder.parent), "--plain", "--out", str(out)]) == 0
    parts = model.loaded(out.read_bytes())["claims"].parts(["^queue", "en:bunch"], "border_queue")
    assert parts["^queue"] > 0.2
    assert "en:bunch" not in parts


def test_a_net_says_what_its_features_add_up_to() -> None:
    net = model.squeezed(np.array([[1.0, -1.0], [0.5, 2.0]]), np.zeros(2), np.array([[1.0], [-2.0]]), np.array([0.3]))
    said = net.logits([0, 1])[0]
    assert said == pytest.approx(np.tanh(1.5) - 2 * np.tanh(1.0) + 0.3, abs=0.02)
    assert net.parts([0, 1], 0).sum() == pytest.approx(said - 0.3, abs=1e-9)
    assert net.logits([])[0] == pytest.approx(0.3)


def test_a_kazakh_beginning_does_not_mean_the_words_excepted_from_it() -> None:
    text = "Қазақстан үкіметі халықаралық оператор туралы хабарлады."
    line = tokens(text, 0, len(text), analyser("kk"))
    found = {name for name, _, _ in senses(line, "kk")}
    assert not found & {"victims", "court", "people_many", "culture", "terminal"}
    assert "report" in found


@pytest.mark.parametrize("word", ["кемесін", "вагонын", "шекарасын", "көлігін"])
def test_a_kazakh_thing_possessed_and_done_something_to_is_known_by_its_stem(word: str) -> None:
    stem = {"кемесін": "кеме", "вагонын": "вагон", "шекарасын": "шекара", "көлігін": "көлік"}[word]
    assert stem in analyser("kk")(word)[0]


@pytest.mark.parametrize(("odds", "source", "name"), [(0.6, "official", "the port authority"), (0.4, "author", "")])
def test_a_speaker_who_goes_on_without_a_word_of_telling(
    monkeypatch: pytest.MonkeyPatch, odds: float, source: str, name: str
) -> None:
    text = "Berths 3 and 4 are closed, the port authority said. Carriers knew nothing. No vessel has been turned away."
    ready = prepare(Report(id="x", text=text, lang="en", published="2026-03-05"))
    said = Speaker("official", "the port authority", span=(27, 45))

    def turned(what: str, found: object, view: View, value: str, **_: object) -> mood.Turn | None:
        return mood.Turn("official", None, "stub", odds) if value == "author" else None

    monkeypatch.setattr(vote, "turned", turned)
    heard = vote.speakers(ready.scenes, [said, Speaker("company", "carriers"), Speaker()], "news")
    assert (heard[2].source_class, heard[2].name) == (source, name)


def test_the_sources_of_a_text_are_known_in_each_of_its_sentences() -> None:
    text = "The port authority said berths 3 and 4 are closed. Ten ships wait.\n\nCarriers told us more. No end is in sight."
    ready = prepare(Report(id="x", text=text, lang="en", published="2026-03-05"))
    views = [scene.view for scene in ready.scenes]
    sources = mood.sources_of(views, ["official", "author", "company", "author"], "news")
    assert (sources.last, sources.following, sources.first) == ([-1, 0, 0, 2], [2, 2, -1, -1], "official")
    found = mood.source_features(views, sources, 1, "", "news")
    assert {"@last=official.1", "@next=company.1", "@=author.last=official.next=company"} <= found.keys()
    assert "@=author.main=company.mixed" in found  # as many as the officials, and earlier in the alphabet
    assert "@last=company.1" in mood.source_features(views, sources, 3, "", "news")


def test_the_sources_of_one_sentence_alone() -> None:
    ready = prepare(Report(id="x", text="Ten ships wait.", lang="en", published="2026-03-05"))
    views = [scene.view for scene in ready.scenes]
    found = mood.source_features(views, mood.sources_of(views, ["author"], "news"), 0, "", "news")
    assert {"@last=none", "@next=none", "@=author.main=none.only"} <= found.keys()


def test_a_speaker_of_another_class_keeps_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Girvest said the berths are closed. Ten ships wait. Nobody knows more."
    ready = prepare(Report(id="x", text=text, lang="en", published="2026-03-05"))
    said = Speaker("company", "Girvest", span=(0, 7))

    def turned(what: str, found: object, view: View, value: str, **_: object) -> mood.Turn | None:
        return mood.Turn("official", None, "stub", 0.9) if value == "company" else None

    monkeypatch.setattr(vote, "turned", turned)
    heard = vote.speakers(ready.scenes, [said, Speaker(), Speaker()], "news")
    assert (heard[0].source_class, heard[0].name, heard[0].span) == ("official", "Girvest", (0, 7))
