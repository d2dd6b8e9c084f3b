"""The quantities of a sentence, from left to right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from kordon.reading.lang import own
from kordon.reading.numbers.amount import Amount, tidy
from kordon.reading.numbers.bounds import bound, period
from kordon.reading.numbers.chinese import chinese, share, share_range
from kordon.reading.numbers.ellipsis import (
    COUNTED,
    again,
    counted_before,
    kazakh_change,
    kazakh_counts,
    of_many,
    one_of_two,
    risen,
)
from kordon.reading.numbers.single import one_unit
from kordon.reading.numbers.spans import over_a_time
from kordon.reading.numbers.special import ONE_OF, elliptic, every, fraction, hours_and_minutes, inverted, multiple
from kordon.reading.numbers.units import Unit, compound_adjective, glued_unit, of_passengers, unit_at
from kordon.reading.numbers.values import change, number
from kordon.reading.numbers.vessel import one_vessel
from kordon.reading.text import Token

_CURRENCY_SIGN = {"$": "usd", "€": "eur", "₽": "rub", "₸": "kzt", "¥": "cny"}
_CURRENCY_WORD = {"usd": "usd", "us$": "usd", "eur": "eur", "rub": "rub", "kzt": "kzt", "cny": "cny", "rmb": "cny"}


def amounts(line: list[Token], lang: str, text: str, taken: list[tuple[int, int]]) -> list[Amount]:
    """Return the quantities of a sentence. ``taken`` are spans (of dates) whose numbers are no quantities."""
    out: list[Amount] = []
    i = 0
    while i < len(line):
        token = line[i]
        if any(a <= token.start < b for a, b in taken):
            i += 1
            continue
        if token.low == "us" and i + 1 < len(line) and line[i + 1].text == "$":
            i += 1
            continue
        whole = _in_words(line, i, lang, text)
        if whole is not None:
            out.append(whole)
            i = whole.last + 1
            continue
        i = _with_number(line, i, lang, text, taken, out)
    vessel = one_vessel(line, lang, text, out)
    if vessel is not None:
        out = sorted([*out, vessel], key=lambda amount: amount.start)
    return over_a_time(hours_and_minutes(out, line), line, lang, text)


_COUNTS = {
    "en": re.compile(r"\b(?:figures?|number|count|tally|total|backlog|queue|estimate)\b", re.I),
    "ru": re.compile(r"цифр|числ[оаеу]\b|показател|количеств|оценк|значени|очеред", re.I),
    "kk": re.compile(r"көрсеткіш|санын?\b|саны\b|деректер|болжам|кезек", re.I),
    "zh": re.compile(r"数字|數字|排队|排隊|数量|數量|这一数|該數|该数|估计数"),
}
_OPEN = frozenset(("(", "«", '"', "“", "№", "#", "/", ":"))


def recounted(
    line: list[Token], lang: str, text: str, taken: list[tuple[int, int]], counted: Sequence[Amount]
) -> list[Amount]:
    """Return the bare figure that counts again what the sentence before counted: 'the ministry put the number at 320'.

    ``counted`` are the figures of that sentence. Nothing where this one holds another number, or none that ends
    a phrase.
    """
    last = next((a for a in reversed(counted) if a.unit in COUNTED or a.unit == "tonnes"), None)
    if last is None or not line or not own(_COUNTS, lang).search(text, line[0].start, line[-1].end):
        return []
    out: list[Amount] = []
    i = 0
    while i < len(line):
        if any(a <= line[i].start < b for a, b in taken) or line[i].glued:
            i += 1
            continue
        parsed = chinese(line, i, text) if lang == "zh" else number(line, i, lang)
        if parsed is None or parsed[1] == i:
            i += 1
            continue
        value, j, spread = parsed
        after = line[j] if j < len(line) else None
        ended = after is None or (not after.word and after.text not in _OPEN) or (lang == "kk" and after.glued)
        if not ended or spread is not None or value < 2 or (i and line[i - 1].text in _OPEN):
            return []
        qual, first = bound(line, i, j - 1, lang, text)
        why = "the unit of the sentence before"
        out.append(
            Amount(
                tidy(value), last.unit, qual, last.of, last.period, min(first, i), j - 1, line[i].start,
                line[j - 1].end, why,
            )
        )  # fmt: skip
        i = j
    return out if len(out) == 1 else []


def _amount(
    line: list[Token], value: float, unit: str, of: str, first: int, last: int, why: str, qual: str | None = None
) -> Amount:
    return Amount(value, unit, qual, of, None, first, last, line[first].start, line[last].end, why)


def _in_words(line: list[Token], i: int, lang: str, text: str) -> Amount | None:
    """Return a figure that needs no number and unit: a multiple, a share, one unit of time, a compound adjective."""
    token = line[i]
    found = multiple(line, i, lang)
    if found is not None:
        qual, _ = bound(line, i, found[1], lang, text)
        return _amount(line, found[0], "times", "volume", i, found[1], f"'{token.low}' is a multiple", qual)
    found = fraction(line, i, lang, text) or every(line, i, lang, text)
    if found is not None:
        qual, _ = bound(line, i, found[1], lang, text)
        return _amount(line, found[0], "percent", "share", i, found[1], f"'{token.low}' is a share", qual)
    if lang == "zh":
        part = share(text, token.start, line[-1].end)
        if part is not None:
            last = max(k for k, t in enumerate(line) if t.start < part[1])
            qual, _ = bound(line, i, last, lang, text)
            upper = share_range(text, token.start, part[1])
            if upper is not None and upper[0] > part[0]:
                last = max(k for k, t in enumerate(line) if t.start < upper[1])
                both = (tidy(part[0]), tidy(upper[0]))
                why = "a share in characters"
                return Amount(both, "percent", None, "share", None, i, last, token.start, line[last].end, why)
            return _amount(
                line,
                tidy(round(part[0], 1 if part[0] >= 1 else 3)),
                "percent",
                "share",
                i,
                last,
                "a share in characters",
                qual,
            )
    if lang == "ru":
        lead = line[i - 1].low if i else ""
        glued = i + 1 < len(line) and line[i + 1].glued
        if lead in ("на", "около", "минимум", "почти", "за", "целые") and token.low in ONE_OF and not glued:
            unit, value = ONE_OF[token.low]
            return _amount(line, value, unit, "delay", i, i, f"one '{token.low}'")
        made = compound_adjective(token.low)
        if made is not None:
            return _amount(line, tidy(made[0]), made[1], made[2], i, i, f"'{token.low}' is a number and a unit")
    single = one_unit(line, i, lang)
    if single is not None:
        value, unit, of, last = single
        if of.startswith("spread "):
            both = (value, float(of.split()[1]))
            why = f"'{token.low}' or more"
            return Amount(both, unit, None, "delay", None, i, last, token.start, line[last].end, why)
        return _amount(line, value, unit, of, i, last, f"one '{line[last].low}'")
    return None


def _with_number(
    line: list[Token], i: int, lang: str, text: str, taken: list[tuple[int, int]], out: list[Amount]
) -> int:
    """Add the quantity whose number stands at token ``i``, if there is one; return the token to go on with."""
    token = line[i]
    n = len(line)
    sign = _CURRENCY_SIGN.get(token.text) or _CURRENCY_WORD.get(token.low)
    start, money = i, ""
    if sign and i + 1 < n and line[i + 1].text[0].isdigit():
        money, start = sign, i + 1
    changed = change(line, start, lang)
    if changed is not None:
        low, high, k = changed
        found: Unit | None = (money, 1.0, "price", k - 1, money) if money else unit_at(line, k, lang)
        old: Unit | None = _between(line, start, k, lang) if not money else None
        if found is None and not money:
            found = old
        if found is None and not money and (grown := risen(line, start, lang)) is not None:
            found = grown[3]
        if found is not None:
            unit, factor, of, last, entry = found
            last = max(last, k - 1)
            span = period(text, line, i, last, lang)
            for value, a, b in ((low, i, start), (high, k - 1, last)):
                why = f"unit {unit} by '{entry}', a change"
                if a == i and old is not None and old[0] != unit:  # 'с 40 минут до двух часов'
                    said = tidy(value * old[1])
                    why = f"unit {old[0]} by '{old[4]}', a change"
                    out.append(Amount(said, old[0], None, old[2], span, a, b, line[a].start, line[b].end, why))
                    continue
                out.append(Amount(tidy(value * factor), unit, None, of, span, a, b, line[a].start, line[b].end, why))
            return last + 1
    fewer = kazakh_counts(line, i, text) if lang == "kk" else None
    if fewer is not None:
        (old_value, mid), (new_value, last), (unit, factor, of, _, entry) = fewer
        why, span = f"unit {unit} by '{entry}', a change", period(text, line, i, last, lang)
        for value, a, b in ((old_value, i, mid), (new_value, mid + 1, last)):
            said = tidy(value * factor)
            out.append(Amount(said, unit, None, of, span, a, b, line[a].start, line[b].end, why))
        return last + 1
    parsed = chinese(line, start, text) if lang == "zh" else number(line, start, lang)
    if parsed is None:
        return i + 1
    value, j, spread = parsed
    if i and line[i - 1].text in "№#":  # 'причал № 2 порта' is no two ports
        return max(j, i + 1)
    if spread is not None and any(a <= line[j - 1].start < b for a, b in taken):
        return j
    if token.glued and not money:  # 'Сила Сибири-2'
        return max(j, i + 1)
    article = value == 1 and spread is None and not token.text[0].isdigit() and j == start + 1
    counted = (lang == "kk" and _kazakh_one(line, j)) or (lang == "en" and _one_long(line, j))
    counted = counted or (article and _casualty(line, j, lang, text))
    if lang in ("ru", "en", "kk") and article and not counted:
        return max(j, i + 1)  # 'одна фура', 'one truck' is an article, not a count
    if lang == "zh" and (half := _chinese_half(line, j)) is not None and spread is None:
        value, j = value + 0.5, half
    if not money and of_passengers(line, j, lang):
        return max(j, i + 1)  # '183 легковых автомобиля' are no freight, whatever was counted before
    found = (money, 1.0, "price", j - 1, money) if money else glued_unit(line, j, lang) or unit_at(line, j, lang)
    if found is None and lang == "ru":
        found = inverted(line, start, lang)
    if found is None:
        found = of_many(line, j, lang) or elliptic(line, i, j, lang, out) or again(line, i, j, lang, text, out)
        found = found or counted_before(line, i, j, lang) or one_of_two(line, j, lang)
    if (
        lang == "zh"
        and found is not None
        and found[0] == "persons"
        and _HURT["zh"].search(text, token.start, line[-1].end)
    ):
        pass  # '一名船员受伤': who was hurt is counted, be it one
    elif found is None or _ordinal(line, start, j, found, lang):
        return max(j, i + 1)
    if found is None or _position(line, i, found, lang, text):
        return max(j, i + 1)
    unit, factor, of, last, entry = found
    last = max(last, j - 1)
    if lang == "en" and unit == "times" and line[last].low == "time":
        return last + 1  # 'half past twelve local time'
    if lang == "zh" and unit == "times" and value == 1:
        value = 2.0  # '扩大一倍' is twice as much
    if (
        lang == "zh"
        and last + 1 < n
        and line[last + 1].text == "半"
        and unit in ("days", "years", "hours", "months", "trains")
        and spread is None
    ):
        value, last = value + 0.5, last + 1
    amount: float | tuple[float, float] = tidy(value * factor)
    if spread is not None:
        lo, hi = sorted((value * factor, spread * factor))
        amount = (tidy(lo), tidy(hi))
    qual, first = bound(line, i, last, lang, text)
    if isinstance(amount, tuple) and qual in ("at_most", "at_least"):
        qual = None
    span = period(text, line, i, last, lang)
    if unit == "barrels" and entry in ("bpd", "b d"):
        span = "day"
    if entry == "mt" and isinstance(amount, float) and (amount < 100 or line[last].text == "Mt"):
        amount *= 1e6  # the trade writes millions of tonnes so; '5,000 mt' are metric tonnes
    if unit == "m3" and entry == "bcm":
        amount = (amount[0] * 1e9, amount[1] * 1e9) if isinstance(amount, tuple) else amount * 1e9
    why = f"unit {unit} by '{entry}'"
    if isinstance(amount, float) and i and line[i - 1].low in _MINUS and unit in ("cm", "m", "percent"):
        amount, why = -amount, f"{why}, below nought"
    if factor < 1 and isinstance(amount, float) and out and _goes_on(out[-1], unit, i):
        whole = out.pop()  # '26 тонн 978 кг' is one weight
        amount, qual, first, i = tidy(cast(float, whole.value) + amount), whole.qual, whole.first, whole.first
    out.append(Amount(amount, unit, qual, of, span, min(first, i), last, line[i].start, line[last].end, why))
    if lang == "kk" and spread is None and (new := kazakh_change(line, i, j, found)) is not None:
        last = new[1] - 1
        a = found[3] + 1
        later = tidy(new[0] * factor)
        out.append(Amount(later, unit, None, of, span, a, last, line[a].start, line[last].end, f"{why}, a change"))
    return last + 1


def _goes_on(before: Amount, unit: str, i: int) -> bool:
    """Whether the figure at token ``i`` only adds kilograms to the tonnes just before it."""
    adds = unit == "tonnes" == before.unit and before.last == i - 1 and "below" not in before.why
    return adds and isinstance(before.value, float) and before.value >= 1 and before.value == int(before.value)


_HURT = {
    "en": re.compile(r"\b(?:injur|wound|hurt\b|killed|died|dead\b|missing|casualt)", re.I),
    "ru": re.compile(r"пострада|ранен|погиб|убит|скончал|пропал|жертв|травм", re.I),
    "kk": re.compile(r"жарақат|жарала|қаза|мерт|опат|көз жұм|із-түзсіз|зардап шек", re.I),
    "zh": re.compile(r"[受负負轻輕重]伤|[受负負轻輕重]傷|死亡|遇难|遇難|丧生|喪生|身亡|失踪|失蹤|炸伤|炸死"),
}
"""Words of casualties, of whom even one is counted."""


def _casualty(line: list[Token], j: int, lang: str, text: str) -> bool:
    """Whether 'one' at the token before ``j`` counts somebody who was hurt: 'one sailor was killed'."""
    found = unit_at(line, j, lang) if j < len(line) else None
    if found is None or found[0] != "persons":
        return False
    return own(_HURT, lang).search(text, line[max(0, j - 6)].start, line[min(len(line) - 1, j + 6)].end) is not None


_MINUS = frozenset(("minus", "минус", "负", "負"))


def _one_long(line: list[Token], j: int) -> bool:
    """Whether 'one' is how long something lasts: 'a one-day strike', 'one-week closure'."""
    return j < len(line) and line[j].glued and line[j].low in ("day", "hour", "week", "month", "year")


def _kazakh_one(line: list[Token], j: int) -> bool:
    """Whether 'бір' counts a unit of time: 'бір айға', 'бір тәулік'."""
    found = unit_at(line, j, "kk") if j < len(line) else None
    return found is not None and found[0] in ("days", "hours", "months", "years") and found[3] == j


def _between(line: list[Token], start: int, k: int, lang: str) -> Unit | None:
    """Return the unit said after the old value only: 'cut from 50 minutes to 12'."""
    for j in range(start + 1, k):
        if line[j].low in ("to", "до"):
            return None
        found = unit_at(line, j, lang) if line[j].word else None
        if found is not None:
            return found[0], found[1], found[2], k - 1, found[4]
    return None


_LASTING_ONE = frozenset("由从從至到近约約逾达期过過需要工货航运延误了业检闭跌晚迟续停关禁罢假")
"""What stands before one day, month or person that is counted: '只需一天', '停航一周'; elsewhere 一 is an article."""
_NEARLY = frozenset(("近", "约", "約", "逾", "nearly", "almost", "some", "over"))
_SPAN_LEAD = frozenset(("for", "of", "about", "least", "期", "达", "長", "长", "限", "by", "last"))


def _ordinal(line: list[Token], start: int, j: int, found: Unit, lang: str) -> bool:
    """Whether a number is a year, an age or a grade and no amount: '2025 год', 'в 24 часа', '20-foot'."""
    token = line[start]
    if lang == "ru" and j < len(line) and line[j].glued and glued_unit(line, j, lang):
        return False
    before = line[start - 1].low if start else ""
    if lang == "zh" and before in ("第", "首", "头", "頭", "每", "负", "負"):
        return True
    if (
        lang == "zh"
        and token.text == "一"
        and j == start + 1
        and not (found[3] + 1 < len(line) and line[found[3] + 1].text in "半内內左以")
        and before not in _LASTING_ONE
        and found[0] in ("days", "months", "years", "persons", "items", "hours", "ports")
    ):
        return True
    if lang in ("en", "zh") and found[0] == "years" and before not in _SPAN_LEAD | _NEARLY:
        return True
    if found[0] in ("years", "days", "months", "items") and re.fullmatch(r"(?:19|20)\d\d", token.text):
        return True
    if (
        lang == "ru"
        and j < len(line)
        and line[j].glued
        and line[j].low in ("е", "го", "му", "м", "й", "я", "ого", "х", "футовый", "футовых", "футового")
    ):
        return line[j].low not in ("х",)
    return lang == "en" and found[0] == "years" and found[3] + 1 < len(line) and line[found[3] + 1].low == "old"


_ASIDE = {
    "en": re.compile(
        r"\s*(?:off\b|(?:to the )?(?:north|south|east|west)|inland|outside|upstream|downstream|offshore|away|"
        r"from the (?:coast|shore|border|port|frontier|front))"
    ),
    "kk": re.compile(r"\s*(?:қашықтық|жерде|оңтүстік|солтүстік|батыс|шығыс)"),
    "zh": re.compile(r"(?:以[东西南北東]|[处處]|外[的海]|远处|開外|开外)"),
}


_LONG_RU = re.compile(r"очеред|проб(?:к|ок)|затор|хвост|колонн|верениц|длин|протяж|скоплени|участ(?:ок|к)|отрез")
"""What has a length in Russian: 'очередь в 12 километров'."""


def _position(line: list[Token], i: int, found: Unit, lang: str, text: str) -> bool:
    """Whether a length says where something lies: '50 miles off Chabahar', 'в 30 км от порта', '90 миль қашықтықта'."""
    if found[0] != "km":
        return False
    if lang == "ru":
        lead = line[i - 2].low if i > 1 else ""
        return bool(i) and line[i - 1].low in ("в", "во") and not _LONG_RU.match(lead)
    return own(_ASIDE, lang).match(text[line[found[3]].end : line[-1].end].lower()) is not None


def _chinese_half(line: list[Token], j: int) -> int | None:
    """Return the token of the unit in '六个半小时', '两个半月' where ``j`` follows the number."""
    if "".join(token.text for token in line[j : j + 2]) not in ("个半", "個半") or j + 2 >= len(line):
        return None
    return j + 2 if unit_at(line, j + 2, "zh") is not None or line[j + 2].text == "月" else None
