"""Places: names of the tables in every form, names that no table knows, and words that are no places."""

from __future__ import annotations

import csv
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kordon.reading.lang import analyser
from kordon.reading.places import PlaceHit, gazetteer, loose_names
from kordon.reading.places.tables import side
from kordon.reading.text import tokens
from kordon.world.gazetteer import names


def found(text: str, lang: str) -> list[PlaceHit]:
    line = tokens(text, 0, len(text), analyser(lang))
    index = gazetteer(lang)
    hits = index.find(line, text)
    return sorted([*hits, *index.unknown(line, text, hits)], key=lambda hit: hit.start)


@pytest.mark.parametrize(
    ("lang", "text", "name", "kind", "cc"),
    [
        # states: abbreviations, other names, Chinese one-character forms
        ("ru", "Экспорт в РК вырос", "Казахстан", "country", "KZ"),
        ("ru", "Груз отправили к Египту", "Египет", "country", "EG"),
        ("en", "Nepalese drivers left Bosnia", "Bosnia and Herzegovina", "country", "BA"),
        ("kk", "Мажарстанға жүк барды", "Венгрия", "country", "HU"),
        ("zh", "企业暂停对俄出口", "俄罗斯", "country", "RU"),
        ("zh", "输华木材被退回", "中国", "country", "CN"),
        # states that are towns
        ("en", "Ships anchored off Singapore", "Singapore", "point", "SG"),
        # seas, rivers, regions, corridors
        ("ru", "суда в Адриатике", "Адриатике", "area", ""),
        ("en", "barges on the Syr Darya", "Syr Darya", "area", "KZ"),
        ("zh", "西藏暴雪封路", "西藏", "area", "CN"),
        ("kk", "Транссібір магистралі бойымен", "Транссібір магистралі", "corridor", ""),
        ("en", "along the Lapis Lazuli corridor", "Lapis Lazuli corridor", "corridor", ""),
        # posts and ports by other spellings and scripts
        ("zh", "卡车在科兹洛维奇排队", "科兹洛维奇", "point", "BY"),
        ("kk", "Әлет портында кемелер тұр", "Әлет", "point", "AZ"),
        ("ru", "переход Капикуле закрыт", "Капикуле", "point", "TR"),
        ("ru", "на посту «Кен-Булун» очередь", "Кен-Булун", "point", "KG"),
        ("ru", "в Алма-Ате затор", "Алма-Ата", "point", "KZ"),
        ("kk", "Поти портында ереуіл басталды", "Поти", "point", "GE"),
        ("en", "freight goes via St. Petersburg to India", "St. Petersburg", "point", "RU"),
        ("en", "the terminal at Kulevi was listed", "Kulevi", "point", "GE"),
        ("zh", "从图瓦进入俄罗斯", "图瓦", "area", "RU"),
        # regions that only their adjective names, and capitals for their states
        ("ru", "Хатлонская область Таджикистана закрыла посты", "Хатлонская область", "area", "TJ"),
        ("zh", "德黑兰宣布关闭边境", "伊朗", "country", "IR"),
        ("zh", "华沙关闭了边境", "波兰", "country", "PL"),
        # declension
        ("ru", "докеры Лиепаи бастуют", "Лиепая", "point", "LV"),
        ("ru", "поезда встали в Барановичах", "Барановичи", "point", "BY"),
    ],
)
def test_names_of_the_tables(lang: str, text: str, name: str, kind: str, cc: str) -> None:
    hits = [hit for hit in found(text, lang) if hit.place.kind == kind and hit.place.cc == cc]
    assert hits, [(hit.place.name, hit.place.kind, hit.place.cc) for hit in found(text, lang)]
    shown = {hit.place.name for hit in hits} | {text[hit.start : hit.end] for hit in hits}
    assert name in shown or hits[0].place.kind == "country"


@pytest.mark.parametrize(
    ("lang", "text", "name", "kind"),
    [
        ("en", "Trucks queue at the Velmara crossing", "Velmara", "point"),
        ("en", "ice near Osterholt slowed the convoy", "Osterholt", "point"),
        ("en", "the Karvel strait was closed", "Karvel", "area|point"),
        ("ru", "на станции Ордынкино стоят поезда", "Ордынкино", "point"),
        ("ru", "колонна застряла в Варлабаде", "Варлабад", "point"),
        ("ru", "в Мурланском заливе лёд", "Мурланский залив", "area"),
        ("ru", "ремонт на участке Тальдинка – Корсунь-Яр", "Тальдинка", "point"),
        ("kk", "Сарқамыс бекетінде кезек бар", "Сарқамыс", "point"),
        ("kk", "жүк кеше Мардыбасаудан шықты", "Мардыбасау", "point"),
        ("ru", "на трассе Р-217 затор", "Р-217", "corridor"),
        ("en", "snow on the M5 motorway", "M5", "corridor"),
        ("kk", "M-8 жолы жабылды", "M-8", "corridor"),
        ("zh", "货车在乌尔卡巴德口岸排队", "乌尔卡巴德", "point"),
        ("zh", "列车从阿尔塔什诺发出", "阿尔塔什诺", "point"),
    ],
)
def test_names_that_no_table_knows(lang: str, text: str, name: str, kind: str) -> None:
    hits = {(hit.place.name, hit.place.kind) for hit in found(text, lang)}
    assert any(shown == name and k in kind.split("|") for shown, k in hits), hits


def test_a_state_named_alone_is_that_of_an_unknown_name() -> None:
    (hit,) = [h for h in found("Turkey closed the Velmara crossing", "en") if h.place.kind == "point"]
    assert hit.place.cc == "TR"
    assert hit.place.lat is None


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Crane drivers denied a go-slow"),
        ("en", "traffic grew in January-October"),
        ("en", "Maersk said in a note to Reuters"),
        ("ru", "пишет телеграм-канал «Логистика 24»"),
        ("ru", "рассказали в Росморпорте и Минтрансе"),
        ("ru", "Постоянный мост отдан под технику"),
        ("kk", "Мамандар теңізде тексеру жүргізді"),
        ("kk", "Былтыр дәліздің көлемі өсті"),
        ("zh", "马上到口岸办理通关"),
        ("zh", "平均每天处理货物"),
    ],
)
def test_what_is_no_place(lang: str, text: str) -> None:
    assert [(hit.place.name, hit.place.kind) for hit in found(text, lang)] == []


def test_further_spellings_belong_to_places_of_the_world() -> None:
    known = {str(fields["id"]) for hits in names().own.values() for fields in hits}
    text = resources.files("kordon.reading").joinpath("data/spellings.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) > 120
    assert [row["id"] for row in rows if row["id"] not in known] == []


@settings(deadline=None)
@given(
    st.sampled_from(("ru", "en", "kk", "zh")),
    st.lists(
        st.sampled_from(
            ["в", "Хоргосе", "порт", "–", "«", "»", "Китай", "станция", "at", "the", "Port", "of", "Baku", "-", "crossing", "Қорғас", "бекетінде", "мен",
             "在", "霍尔果斯", "口岸", "至", "阿尔塔", "对", "俄", "出口", ".", "İzmir", "Ы", "Верхний"]
        ),
        max_size=10,
    ),
)  # fmt: skip
def test_any_mix_of_names_gives_valid_spans(lang: str, words: list[str]) -> None:
    text = ("" if lang == "zh" else " ").join(words)
    last = 0
    for hit in found(text, lang):
        assert last <= hit.start < hit.end <= len(text)
        assert hit.first <= hit.last
        assert hit.place.kind in ("country", "point", "area", "corridor")
        last = hit.end


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("ru", "Рижский порт принял два балкера", "Рига"),
        ("ru", "Обломки упали на Невинномысский химический завод", "Невинномысск"),
        ("ru", "Машины встали в Шегинях", "Шегини"),
        ("ru", "Через Малашевичи прошло мало поездов", "Малашевичи"),
        ("ru", "В порту Шахид-Раджаи ждут балкеры", "Шахид-Раджаи"),
        ("ru", "Лоцманы Большого Бельта бастуют", "Большой Бельт"),
        ("en", "Tankers turned back in the Great Belt", "Great Belt"),
        ("zh", "北部湾海域划设禁航区", "北部湾"),
    ],
)
def test_names_as_the_text_has_them(lang: str, text: str, name: str) -> None:
    assert name in [hit.place.name for hit in found(text, lang)]


def test_an_adjective_of_a_region_is_no_town() -> None:
    assert "Уральск" not in [hit.place.name for hit in found("Уральский завод снизил отгрузку", "ru")]


def test_the_regions_of_a_list_share_one_noun() -> None:
    names = [hit.place.name for hit in found("В Курганской и Челябинской областях закрыли посты", "ru")]
    assert names == ["Курганская область", "Челябинская область"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Қытайдан Еуропаға жүретін пойыздар саны артты", {"Қытай", "Еуропа"}),
        ("Қаңтар–сәуірде жүк тасымалданды", set()),
        ("Түнде зымыран құлады", set()),
    ],
)
def test_a_kazakh_word_with_a_case_ending_is_no_part_of_a_name(text: str, wanted: set[str]) -> None:
    assert {hit.place.name for hit in found(text, "kk")} == wanted


def test_one_and_the_same_checkpoint_has_no_name() -> None:
    assert not found("同一检查站曾积压车辆", "zh")


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("У поста Сырым скопилось 420 фур", "syrym_mashtakovo"),
        ("На пункте пропуска Бугристое стоят фуры", "bugristoye"),
    ],
)
def test_a_post_named_like_an_adjective_is_found_after_its_kind(text: str, post: str) -> None:
    assert [post in hit.place.id for hit in found(text, "ru")] == [True]


@pytest.mark.parametrize(
    "text", ["План закрыть пост отложен", "Газ больше не поступает", "НПЗ остановлен", "Нефть стоит"]
)
def test_remarks_of_tables_are_no_places(text: str) -> None:
    assert not found(text, "ru")


def test_a_side_is_one_of_the_post() -> None:
    (hit,) = found("Trucks are queuing at Horgos", "en")
    assert (hit.place.id, hit.place.cc) == ("nur_zholy_khorgos", "KZ")


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("ru", "Суда идут вокруг мыса Доброй Надежды.", "cape"),
        ("ru", "На станции Кульсары стоят 300 вагонов.", "kulsary"),
        ("ru", "Через пост «Терехово» проходит 80 машин.", "terehova_burachki"),
        ("zh", "货船在塞得港外等待。", "port_said"),
        ("zh", "托尔坎口岸关闭。", "torkham"),
        ("kk", "Үрімшіден келген пойыз.", "urumqi"),
        ("en", "Trucks wait at Friendship Pass.", "huu_nghi_youyiguan"),
    ],
)
def test_spellings_of_the_world(lang: str, text: str, wanted: str) -> None:
    line = tokens(text, 0, len(text), analyser(lang))
    assert wanted in {hit.place.id for hit in gazetteer(lang).find(line, text)}


@pytest.mark.parametrize(
    ("lang", "text", "cc"),
    [
        ("zh", "友谊关排队", "CN"),
        ("zh", "磨憨口岸关闭", "CN"),
        ("zh", "磨丁口岸关闭", "LA"),
        ("zh", "黑山头口岸关闭", "CN"),
        ("zh", "海拉顿关闭", "AF"),
        ("zh", "佩图霍沃排队", "RU"),
        ("ru", "через «Терехово» проходит 80 машин", "LV"),
        ("ru", "в Хайратане стоят вагоны", "AF"),
        ("en", "queues at Mong Cai", "VN"),
    ],
)
def test_each_side_of_a_post_has_its_own_state(lang: str, text: str, cc: str) -> None:
    assert [hit.place.cc for hit in found(text, lang)] == [cc]


def test_a_name_of_two_posts_keeps_the_states_of_both() -> None:
    assert side("亚拉马", "konysbayev_yallama", "KZ") == "UZ"
    assert side("亚拉马", "yalama_samur", "RU") == "AZ"


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("kk", "қазақстандық компаниялар мен қырғыз кеденшілері", [("KZ", "adjective"), ("KG", "adjective")]),
        ("kk", "Қытай мен Мәскеу келісті", [("CN", "name"), ("RU", "capital")]),
        ("zh", "两家中资银行和缅籍车辆", [("CN", "name"), ("MM", "name")]),
        ("zh", "进口俄产明太鱼", [("RU", "name")]),
        ("zh", "第三条铁路开工", []),
        ("zh", "中产家庭增加", []),
    ],
)
def test_states_by_adjectives_and_letters(lang: str, text: str, wanted: list[tuple[str, str]]) -> None:
    assert [(hit.place.cc, hit.place.form) for hit in found(text, lang)] == wanted


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("en", "Trucks stood along the N-5 for hours", "N-5"),
        ("ru", "фуры стоят на М-4 с утра", "М-4"),
        ("kk", "А-27 «Ақтөбе – Атырау» жолы жабылды", "А-27"),
        ("en", "One lane of the Lueg bridge is open", "Lueg bridge"),
        ("ru", "«Порт Оля» работает", "Оля"),
        ("ru", "Западный маршрут «Север — Юг» вырос", "Западный маршрут Север — Юг"),
        ("zh", "雪又让塔尔德克山口断了三天", "塔尔德克"),
        ("ru", "Терминал Росенец работает", "Росенец"),
    ],
)
def test_roads_by_number_and_names_with_their_nouns(lang: str, text: str, name: str) -> None:
    assert name in [hit.place.name for hit in found(text, lang)]


def test_both_ends_of_a_line_are_found() -> None:
    hits = found("The Trelleborg-Swinoujscie departures are withdrawn", "en")
    assert [(hit.place.name, hit.place.cc) for hit in hits] == [("Trelleborg", "SE"), ("Swinoujscie", "PL")]


def test_a_name_that_words_show_gets_the_state_of_its_town() -> None:
    (hit,) = found("vessels wait outside Bengaluru", "en")
    assert hit.place.cc == "IN"


def test_a_name_keeps_the_characters_of_its_text() -> None:
    text = "貨輪駛往馬尼拉與孟買"
    line = tokens(text, 0, len(text), analyser("zh"))
    places = gazetteer("zh").find(line, text)
    loose = loose_names("zh", line, text, places, ())
    assert {"馬尼拉", "孟買"} & {hit.place.name for hit in [*places, *loose]}
    assert not {"马尼拉", "孟买"} & {hit.place.name for hit in [*places, *loose]}


def test_the_noun_of_a_kazakh_port_is_no_part_of_its_name() -> None:
    assert {hit.place.name for hit in found("Баку портында вагон аз", "kk")} <= {"Баку", "Әзербайжан"}
    assert [hit.place.name for hit in found("Поти порты жабылды", "kk")] == ["Поти"]


@pytest.mark.parametrize(
    ("lang", "text", "none"),
    [
        ("ru", "Платежи не проводит Heihe Rural Commercial Bank.", "Heihe"),
        ("ru", "Председатель правления порта Абай Турикпенбаев сообщил о судах.", "Абай"),
        ("ru", "Ставки в Азово-Черноморском регионе не изменились.", "Азово"),
        ("ru", "Канцелярия пунктов пропуска Автономного района Внутренняя Монголия", "Автономного"),
    ],
)
def test_banks_heads_and_halves_of_adjectives_are_no_places(lang: str, text: str, none: str) -> None:
    assert not any(hit.place.name.startswith(none) for hit in found(text, lang))


def test_stations_of_two_words_stay_places() -> None:
    names = [hit.place.name for hit in found("Груз стоит на станции Новый Уренгой и в порту Ванино.", "ru")]
    assert names == ["Новый Уренгой", "Ванино"]


@pytest.mark.parametrize(
    ("lang", "text", "name", "what", "cc"),
    [
        ("ru", "Паром задержали в порту Кавказ", "Кавказ", "port", "RU"),
        ("ru", "Разгрузка у причалов порта «Кавказ» идёт ночью", "Кавказ", "port", "RU"),
        ("ru", "В портах Кавказ и Тамань ждут 12 танкеров", "Кавказ", "port", "RU"),
        ("ru", "Контейнеры копятся в порту Баку", "Баку", "port", "AZ"),
        ("en", "Grain carriers queue at the port of Kavkaz", "Kavkaz", "port", "RU"),
        ("ru", "На Кавказе сошла лавина", "Кавказ", "region", ""),
        ("ru", "Утечка на трубопроводе «Дружба»", "Дружба", "corridor", ""),
        ("ru", "Прокачку сырья по «Дружбе» возобновили", "Дружба", "corridor", ""),
        ("ru", "Казахстан отправил нефть по «Дружбе» в Германию", "Дружба", "corridor", ""),
        ("ru", "На станции «Дружба» простаивают цистерны с нефтью", "Дружба", "post", "KZ"),
        ("ru", "Казахстан пропустил через «Дружбу» 20 составов", "Дружба", "post", "KZ"),
    ],
)  # fmt: skip
def test_the_words_beside_a_name_tell_which_of_its_places_is_meant(
    lang: str, text: str, name: str, what: str, cc: str
) -> None:
    hits = {(hit.place.name, hit.place.what, hit.place.cc) for hit in found(text, lang)}
    assert (name, what, cc) in hits, hits


def test_what_only_shares_a_word_with_a_name_is_no_place() -> None:
    assert not found("Дружба народов крепнет, говорят в порту", "ru")
    names_ = {hit.place.name for hit in found("Фуры ждут у комплекса «Хоргос — Восточные ворота»", "ru")}
    assert names_ == {"Хоргос"}


def test_a_state_of_one_character_before_its_trade_with_another_is_one() -> None:
    assert {hit.place.cc for hit in found("俄对华木材出口回升", "zh")} == {"RU", "CN"}
