import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kordon.world.csvtable import read_table
from kordon.world.gazetteer import REMEMBERED, lookup, names
from kordon.world.names import fold, romanise, script
from kordon.world.settlements import read_settlements
from kordon.world.tables import read_corridors, read_places, read_posts


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Уральск", "oral"), ("Орал", "oral"), ("Oral", "oral"), ("Алма-Ата", "almaty"), ("Новороссийск", "novorossiysk"),
        ("Маштаково", "syrym_mashtakovo"), ("Алтынколь", "altynkol_khorgos"), ("Верхний Ларс", "upper_lars_kazbegi"),
        ("РФ", "RU"), ("КНР", "CN"), ("Қытай", "CN"), ("俄罗斯", "RU"), ("俄羅斯", "RU"), ("ОАЭ", "AE"),
        ("Башкирия", "ru_bashkortostan"), ("Оренбургская область", "ru_orenburg"), ("新疆", "cn_xinjiang"),
        ("Каспий", "caspian_sea"), ("Ормуз", "strait_of_hormuz"), ("ТМТМ", "titr"), ("Middle Corridor", "titr"),
        ("中间走廊", "titr"), ("Сила Сибири-2", "pos2"), ("Север — Юг", "instc_west"),
    ],
)  # fmt: skip
def test_names_lead_to_ids(name, wanted):
    assert lookup(name)[0].id == wanted


def test_ambiguity_is_returned_with_own_tables_first():
    khorgos = lookup("Хоргос")
    assert {"nur_zholy_khorgos", "altynkol_khorgos"} <= {h.id for h in khorgos}
    assert [h.id for h in lookup("Астана")][:2] == ["astana", "KZ"]
    brest = lookup("Брест")
    assert brest[0].cc == "BY", "a big town comes before the post that carries its name"
    assert {"BY", "FR"} <= {h.cc for h in brest}


def test_a_border_post_is_never_found_by_a_near_spelling():
    sides = [n for p in read_posts().values() for n in p.name_en.replace("/", " - ").split(" - ") if len(n) > 6]
    assert len(sides) > 200
    for name in sides[::7]:
        wrong = name[:3] + ("x" if name[3] != "x" else "z") + name[4:]
        assert all(h.what != "post" for h in lookup(wrong) if h.match == "fuzzy")


def test_match_says_how_it_was_found():
    assert lookup("Almaty")[0].match == "exact"
    assert lookup("滿洲里市")[0].match == "folded"
    assert lookup("Novorosiysk")[0].match == "fuzzy"
    assert lookup("Novorosiysk")[0].score < 100
    assert lookup("Qwrtzpsdfg") == ()


def test_kinds_filter():
    assert [h.id for h in lookup("Астана", kinds=["country"])] == ["KZ"]
    assert all(h.kind == "point" for h in lookup("Баку", kinds=["point"]))


def test_there_are_twenty_five_thousand_places_and_names_in_three_scripts():
    file = read_settlements()
    assert file.n_places >= 25_000
    rows = [file.place(i) for i in range(0, file.n_places, 37)]
    assert sum(bool(r.name_ru) for r in rows) > 300
    assert sum(bool(r.name_zh) for r in rows) > 200


def test_starts_finds_the_beginnings_of_longer_names():
    assert names().starts("нур")
    assert names().starts("верхний")
    assert not names().starts("qwrtz")


def test_every_extra_name_belongs_to_a_row_of_its_table():
    for row in read_table("gazetteer_names"):
        table = read_corridors() if row["target"] == "corridor" else {**read_places(), **read_posts()}
        assert row["id"] in table, row


@given(st.text(max_size=40))
@settings(max_examples=200)
def test_folding_is_idempotent_and_look_ups_never_fail(text):
    assert fold(fold(text)) == fold(text)
    assert romanise(text).isascii()
    lookup(text)


@given(st.integers(0, 40_000))
@settings(max_examples=60)
def test_every_settlement_is_found_under_its_own_name(number):
    row = read_settlements().place(number)
    if len(fold(row.name)) > 1:
        assert row.id in {s.id for s in read_settlements().find(fold(row.name))}


def test_scripts():
    assert [script(n) for n in ("Oral", "Орал", "乌拉尔", "Oрал")] == ["latin", "cyrillic", "han", "other"]


@pytest.mark.parametrize("word", ["газ", "нефть", "план", "assumed", "under construction", "refinery", "НПЗ", "sound"])
def test_remarks_in_brackets_are_no_names(word):
    assert not [hit for hit in lookup(word) if hit.own]


def test_names_in_brackets_are_names():
    assert "yanji" in {hit.id for hit in lookup("Tumen")}
    assert lookup("Iran")[0].id == "IR"


def test_every_han_name_begins_as_the_index_says() -> None:
    found = names()
    beginnings = found.han_beginnings()
    for name in ("满洲里", "霍尔果斯", "乌鲁木齐", "台北", "符拉迪沃斯托克"):
        assert found[fold(name)]
        assert fold(name)[:2] in beginnings
    assert "的是" not in beginnings


def test_words_that_are_no_names_do_not_fill_the_memory():
    found = names()
    for number in range(REMEMBERED + 500):
        assert f"no such place {number}" not in found
    assert found._found.cache_info().currsize <= REMEMBERED
    assert found[fold("Уральск")]
