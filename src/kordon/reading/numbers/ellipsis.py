# ruff: noqa: E501
"""Numbers whose unit stands elsewhere in the sentence: 'four of its nine lorries', 'вместо обещанных трёх', '836 шақырымның 690-ы', '增至一千一'."""

from __future__ import annotations

import re

from kordon.reading.lang import own
from kordon.reading.numbers.amount import Amount
from kordon.reading.numbers.units import Unit, unit_at
from kordon.reading.numbers.values import change, number
from kordon.reading.numbers.words import MULTIPLIERS
from kordon.reading.text import Token

COUNTED = frozenset(("trucks", "trains", "wagons", "ships", "containers", "persons", "ports", "terminals", "items"))
_TIME = frozenset(("minutes", "hours", "days", "months", "years"))
_OWNERS = frozenset(("the", "its", "their", "his", "her", "our", "those", "these", "whose", "my", "your", "all"))
_MODIFIERS = {
    "en": frozenset(
        ("a", "the", "an", "of", "design", "designed", "figure", "norm", "target", "capacity", "rated", "usual", "normal", "planned", "average", "about", "around", "nearly", "some", "only", "just",
         "barely", "scarcely", "under", "over", "previous", "nominal", "contractual", "promised", "agreed", "daily", "with", "to", "score", "almost", "more", "less", "well")
    ),
    "ru": frozenset(
        ("почти", "около", "примерно", "лишь", "только", "всего", "менее", "более", "чем", "в", "норме", "плане", "лимите", "квоте", "цели", "нынешних", "прежних", "обычных", "привычных", "обещанных", "плановых",
         "согласованных", "проектных", "положенных", "прошлогодних", "нормативных", "заявленных", "договорных", "тогдашних", "прежнем", "прежние", "норматив", "норматива", "сегодняшних", "летних", "вчерашних")
    ),
}  # fmt: skip
_LEADS = {
    "en": frozenset(("against", "versus", "than", "compared", "from", "instead", "for")),
    "ru": frozenset(("против", "вместо", "чем", "при", "из")),
}
_ONCE = {
    "en": re.compile(r"(?:nearer|closer) (?:to )?$|(?:it|figure|tally|total|count|average|figures?|there|they) (?:was|were|had been|used to be|is now|will be|make it|made it) (?:only |just |about |nearly |some )?$"),
    "ru": re.compile(r"(?:было|стало|был|была|были|прежде|раньше|тогда|теперь|сейчас|ныне|сегодня|обычно|а было|до этого|(?:превыша|превысил|достига|достиг|составля|составил)[а-я]*|из них|из них уже|из которых|среди них|в том числе|ещё|еще|по плану|план)(?: -| —| –)? (?:только |лишь |около |почти |всего )?$"),
}  # fmt: skip


def of_many(line: list[Token], j: int, lang: str) -> Unit | None:
    """Return the unit of a part of many: 'four of its nine lorries', 'девять из сорока вагонов', where ``j`` follows the part."""
    n = len(line)
    if j + 1 >= n:
        return None
    if lang == "en" and line[j].low == "of":
        k = j + 1
        owned = line[k].low in _OWNERS
        if owned:
            k += 1
        elif not line[k].text[0].isdigit():
            return None
        many = number(line, k, lang) if k < n else None
        if many is not None and many[1] > k:
            k = many[1]
        found = unit_at(line, k, lang) if k < n else None
        return (
            (found[0], found[1], found[2], j - 1, found[4])
            if found and found[0] in COUNTED | {"km", "tonnes"}
            else None
        )
    if lang == "ru" and line[j].low == "из" and line[j + 1].low != "них":
        many = number(line, j + 1, lang)
        found = unit_at(line, many[1], lang) if many is not None and many[1] > j + 1 and many[1] < n else None
        return (
            (found[0], found[1], found[2], j - 1, found[4])
            if found and found[0] in COUNTED | {"km", "tonnes"}
            else None
        )
    return None


def again(line: list[Token], i: int, j: int, lang: str, text: str, out: list[Amount]) -> Unit | None:
    """Return the unit of the amount before for a bare number that is compared with it or is a part of it."""
    if not out or re.fullmatch(r"(?:19|20)\d\d", line[i].text):
        return None
    last = next((a for a in reversed(out) if a.unit in COUNTED | _TIME or a.unit not in ("percent", "times")), out[-1])
    after = line[j] if j < len(line) else None
    if after is not None and ((after.glued and lang != "kk") or after.text in (":", "/", "%")):
        return None
    if last.unit in ("percent", "times") and (value := number(line, i, lang)) is not None and value[0] > 100:
        return None
    unit = (last.unit, _weeks(last) * _thousands(line, i, last, lang), last.of, j - 1, "the unit before")
    if _listed(line, i, j, last, lang):
        return unit
    if lang == "kk":
        return _kazakh(line, i, j, last, unit, text)
    if lang == "zh":
        before = text[line[0].start : line[i].start]
        compared = re.search(
            r"(?:增至|升至|降至|减至|減至|涨到|砍到|降到|增到|跌至|提至|压到|去年这时是|去年同期为|而去年同期是|此前为|才|只有|仅有|不过|原先是|往年是|昔日是)(?:约|近)?$",
            before,
        )
        return unit if compared and (after is None or not after.word or after.text in "以") else None
    if (
        lang == "en"
        and after is not None
        and after.low == "of"
        and j + 1 < len(line)
        and line[j + 1].low in ("them", "these", "those", "which", "whom")
    ):
        return unit if last.unit in COUNTED else None
    against = _against(line, i) if lang == "en" else False
    closed = after is None or not after.word or after.low in own(_CLOSERS, lang) or against
    if not closed:
        return None
    if against:
        return unit if last.unit != "items" or last.of != "price" else None
    k = i - 1
    while k >= 0 and i - k < 6 and line[k].low in own(_MODIFIERS, lang) and line[k].low not in own(_LEADS, lang):
        k -= 1
    moved = lang == "en" and any(t.low in _MOVED | _MOVES for t in line[max(0, last.first - 8) : last.first])
    from_ = k == i - 1 and k >= 0 and line[k].low == "from" and moved and last.unit in COUNTED
    if from_ or (
        k >= 0 and line[k].low in own(_LEADS, lang) and not (line[k].low in ("from", "for", "при", "из") and k == i - 1)
    ):
        return unit if last.unit != "items" or last.of != "price" else None
    before = text[line[0].start : line[i].start].lower().replace("ё", "е")
    if lang == "ru" and (after is None or not after.word) and last.unit in COUNTED | {"m", "tonnes"}:
        between = before[line[last.last].end - line[0].start :]
        if re.search(r"[,–—] (?:а|но|тогда как) [^,;]{2,40}$|[,;–—] [а-я]+ же [^,;]{2,30}$", between):
            return unit  # 'из Хэйхэ отпускают по 150 машин, а наши берут 90'
    if own(_ONCE, lang).search(before):
        return unit
    if lang == "en" and i and line[i - 1].low in ("another", "only") and last.unit in COUNTED:
        return unit
    return None


def _listed(line: list[Token], i: int, j: int, last: Amount, lang: str) -> bool:
    """Whether a bare number is the next of a list of places: 'через «Терехово» ожидали 214 грузовиков, через «Гребнево» – 68'."""
    if lang == "zh" or last.unit not in COUNTED | {"tonnes"} or not line[i].text[0].isdigit():
        return False
    after = line[j] if j < len(line) else None
    if after is not None and after.word and after.low not in _JOINS:
        return False
    k = i - 1
    while k >= 0 and line[k].low in _ABOUT:
        k -= 1
    dashed = k > 0 and line[k].text in "–—-" and not line[k].glued and line[k - 1].text not in ".!?"
    return dashed and any(token.word for token in line[last.last + 1 : k])


_JOINS = frozenset(("and", "и", "а", "ал", "және", "while", "but", "но"))
_ABOUT = frozenset(
    ("около", "почти", "ещё", "еще", "свыше", "более", "порядка", "about", "some", "nearly", "шамамен", "another")
)

_AND = {"en": ("and", "or"), "ru": ("и", "или"), "kk": ("және",)}


def one_of_two(line: list[Token], j: int, lang: str) -> Unit | None:
    """Return the unit of the first of two figures: 'waited nine and eleven days', where ``j`` follows the first."""
    if lang == "zh" or j + 2 >= len(line):
        return None
    k = j + 1
    if lang == "kk" and _KK_CHANGE.search(line[j - 1].low):  # 'бес жүзден 350 вагонға'
        k = j
    elif line[j].low not in own(_AND, lang) and not (lang == "kk" and line[j].glued and _KK_CHANGE.search(line[j].low)):
        return None  # 'және', 'and', or '500-ден 350 вагонға'
    second = number(line, k, lang)
    if second is None or second[1] == k or second[1] >= len(line):
        return None
    found = unit_at(line, second[1], lang)
    if found is None or found[3] - second[1] > 1 or found[0] not in COUNTED | _TIME:
        return None
    return found[0], found[1], found[2], j - 1, found[4]


def _against(line: list[Token], i: int) -> bool:
    """Whether a bare number is what another is held against: 'against a published 14', 'against the 600 that customs entered'."""
    for k in range(i - 1, max(-1, i - 6), -1):
        if line[k].low in ("against", "versus"):
            return True
        if not line[k].word or line[k].text[0].isdigit():
            return False
    return False


_CLOSERS = {
    "en": frozenset(("and", "but", "by", "in", "on", "a", "at", "if", "now", "today", "last", "when", "before", "were", "for", "per", "to", "while", "with", "ago", "had", "are")),
    "ru": frozenset(("в", "на", "и", "а", "с", "при", "по", "за", "до", "но", "сейчас", "теперь", "стоят", "ждут", "остаются", "уже", "были", "ежедневно", "находятся", "находились", "ждали", "ожидают", "ожидали", "стояли")),
}  # fmt: skip


def _weeks(last: Amount) -> float:
    return 7.0 if last.unit == "days" and re.search(r"'(?:week|неделя|апта)'", last.why) else 1.0


def _thousands(line: list[Token], i: int, last: Amount, lang: str) -> float:
    """Return the multiplier of the figure before where a bare number leaves it out: 'до 690 тысяч рублей, неделю назад была 640'."""
    value, said = number(line, i, lang), last.value[0] if isinstance(last.value, tuple) else last.value
    if value is None or value[0] <= 0 or not line[i].text[0].isdigit() or not 0.1 < said / value[0] / 1000 < 10:
        return 1.0
    table = MULTIPLIERS.get(lang, {})
    return (
        1000.0 if any(table.get(k) == 1000 for t in line[last.first : last.last + 1] for k in (t.low, *t.keys)) else 1.0
    )


def counted_before(line: list[Token], i: int, j: int, lang: str) -> Unit | None:
    """Return the unit of what a sentence counts before a verb: 'lorries crossing at X averaged 1,130 a day', 'transits fell to 38'."""
    if lang != "en" or i < 2:
        return None
    after = line[j] if j < len(line) else None
    if (
        after is not None
        and after.word
        and after.low not in _CLOSERS["en"] | {"daily", "as", "after", "from", "down", "up"}
    ):
        return None
    k = i - 1
    while k > 0 and line[k].low in _ROUGHLY:
        k -= 1
    if line[k].low == "to" and line[k - 1].low in _PASSES and any(t.low in _MOVES for t in line[max(0, k - 6) : k]):
        return "ships", 1.0, "volume", j - 1, line[k - 1].low  # 'cut daily transits to 24'
    put = line[k].low in ("at", "as") and any(t.low in _COUNTS for t in line[max(0, k - _FAR) : k])
    k -= line[k].low in ("to", "at") and line[k - 1].low in _MOVED
    if line[k].low not in _TOLD | _MOVED and not put:
        return None
    for at in range(k - 1, max(-1, k - (_FAR if put else 10)), -1):
        if line[at].text in ",;:" or line[at].text[0].isdigit():
            return None
        if line[at].low in _PASSES:
            return "ships", 1.0, "volume", j - 1, line[at].low
        found = unit_at(line, at, lang) if line[at].word else None
        if found is not None and found[0] in COUNTED and line[at].low.endswith("s"):
            return found[0], found[1], found[2], j - 1, found[4]
    return None


_FAR = 16
_COUNTS = frozenset(("number", "count", "total", "tally"))
"""What is put at a figure: 'put the number of loaded vehicles held up there at as many as 6,000'."""
_TOLD = frozenset(
    (
        "stands",
        "stand",
        "averaged",
        "averages",
        "numbered",
        "totalled",
        "totaled",
        "reached",
        "average",
        "number",
        "total",
    )
)
_MOVED = frozenset(
    (
        "fell",
        "rose",
        "dropped",
        "climbed",
        "grew",
        "stood",
        "fallen",
        "risen",
        "dropped",
        "down",
        "up",
        "slipped",
        "recovered",
    )
)
_MOVES = frozenset(
    ("cut", "cuts", "cutting", "reduce", "reduces", "reduced", "reducing", "raise", "raises", "raised", "raising", "lower", "lowers", "lowered", "limit", "limits",
     "limited", "trim", "trims", "trimmed", "slashed", "lift", "lifts", "lifted", "increase", "increases", "increased", "cap", "caps", "capped")
)  # fmt: skip
"""What somebody does to a figure, against what figures do by themselves (``_MOVED``)."""
_ROUGHLY = frozenset(
    (
        "about",
        "around",
        "some",
        "only",
        "just",
        "nearly",
        "almost",
        "barely",
        "a",
        "mere",
        "roughly",
        "over",
        "under",
        "fewer",
        "more",
        "less",
        "than",
        "as",
        "many",
        "least",
        "most",
    )
)
_PASSES = frozenset(("transits", "calls", "passages", "sailings"))
"""What ships make a day: 'transits' of a canal."""


def _kazakh(line: list[Token], i: int, j: int, last: Amount, unit: Unit, text: str) -> Unit | None:
    """Read '836 шақырымның 690-ына', 'он кеменің үшеуі', 'соның 39-ы', '28-дің орнына 9'."""
    lead = line[i - 1].low if i else ""
    tail = text[line[i].end : line[j - 1].end].lower() + (line[j].low if j < len(line) and line[j].glued else "")
    possessed = bool(
        re.search(r"-?(?:сы|сі|ы|і)(?:н|на|не|ның|нің)?$", text[line[i].start : line[j - 1].end].lower())
        or re.match(r"-?(?:сы|сі|ы|і|уі|еуі)", tail)
    )
    if re.search(r"(?:ның|нің|дың|дің|тың|тің)$", lead) and possessed and last.last == i - 1:
        return unit
    if re.match(r"-?(?:тен|тан|ден|дан|нен|нан)$", tail) and j < len(line) and last.unit in COUNTED:
        after = line[j + 1 if line[j].glued else j].low if j + 1 < len(line) else ""
        if after in ("аспайды", "асады", "асқан", "аспаған", "аспай", "астам", "кем"):
            return unit
    if lead in ("соның", "оның", "олардың", "бұлардың") and possessed and last.unit in COUNTED:
        return unit
    return None


def risen(line: list[Token], i: int, lang: str) -> tuple[float, float, int, Unit] | None:
    """Read a change whose unit was said before: 'the queue of lorries has grown from 190 to 300'."""
    changed = change(line, i, lang) if lang == "en" else None
    if changed is None:
        return None
    after = line[changed[2]] if changed[2] < len(line) else None
    if after is not None and after.word and after.low not in _CLOSERS["en"] | {"as", "daily"}:
        return None
    for k in range(i - 2, max(-1, i - 12), -1):
        found = unit_at(line, k, lang) if line[k].word else None
        if found is not None and found[0] in COUNTED and found[3] < i - 1 and line[k].low.endswith("s"):
            return changed[0], changed[1], changed[2], (found[0], found[1], found[2], changed[2] - 1, found[4])
    return None


_KK_COUNTS = re.compile(
    r"(?P<old>\d[\d \u00a0]*?)-?(?:дан|ден|тан|тен|нан|нен)\s+(?P<new>\d[\d \u00a0]*?)-?(?:ға|ге|қа|ке)(?!\w)"
)


def kazakh_counts(line: list[Token], i: int, text: str) -> tuple[tuple[float, int], tuple[float, int], Unit] | None:
    """Read 'пойыз саны тәулігіне 14-тен 9-ға азайды': (old, last token), (new, last token), the unit of what was counted before."""
    if not line[i].text[0].isdigit():
        return None
    match = _KK_COUNTS.match(text, line[i].start, line[-1].end)
    if match is None:
        return None
    for k in range(i - 1, max(-1, i - 11), -1):
        found = unit_at(line, k, "kk") if line[k].word else None
        if found is not None and found[0] in COUNTED | {"tonnes"} and found[3] < i:
            mid = max(m for m in range(i, len(line)) if line[m].start < match.start("new"))
            last = max(m for m in range(i, len(line)) if line[m].start < match.end())
            old, new = (float(re.sub(r"\D", "", match.group(name))) for name in ("old", "new"))
            return (old, mid), (new, last), found
    return None


_KK_CHANGE = re.compile(r"(?:дан|ден|тан|тен|нан|нен)$")


def kazakh_change(line: list[Token], i: int, j: int, found: Unit) -> tuple[float, int] | None:
    """Return (new value, next token) of '18 жұп пойыздан 27-ге', '9 мың теңгеден 14 мыңға': the unit stands in the ablative."""
    k = found[3] + 1
    if not _KK_CHANGE.search(line[found[3]].low) or k >= len(line):
        return None
    second = number(line, k, "kk")
    if second is None or second[2] is not None or second[1] == k:
        return None
    value, end, _ = second
    said = line[end - 1].low + (line[end].low if end < len(line) and line[end].glued else "")
    if not re.search(r"(?:ға|ге|қа|ке)$", said):
        return None
    return value, end + (1 if end < len(line) and line[end].glued else 0)
