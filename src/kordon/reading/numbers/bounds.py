# ruff: noqa: E501
"""Words that bound a number ('more than', 'до', '逾') and words for the period that it is counted over."""

from __future__ import annotations

import re

from kordon.reading.lang import own
from kordon.reading.lang.zh import simplify
from kordon.reading.text import Token

_BOUNDS: dict[str, dict[str, tuple[str, ...]]] = {
    "ru": {
        "at_least": ("более", "свыше", "больше", "не менее", "не меньше", "минимум", "как минимум", "по меньшей мере", "превысил", "превысила", "превысило", "превысили", "превышает", "превышают", "превысит", "перевалил за", "перевалила за", "перевалило за", "от", "выше", "с лишним", "за"),
        "at_most": ("до", "не более", "не больше", "максимум", "менее", "меньше", "не выше", "не превышает", "не превышают", "не дольше", "ниже", "не свыше", "в пределах"),
        "approx": ("около", "примерно", "порядка", "почти", "приблизительно", "ориентировочно", "где-то", "в среднем", "практически", "без малого", "чуть более", "чуть больше", "чуть менее", "чуть меньше", "под", "едва ли не", "плюс-минус"),
    },
    "en": {
        "at_least": ("more than", "over", "at least", "above", "exceeding", "exceeded", "exceeds", "exceed", "no less than", "no fewer than", "upwards of", "in excess of", "not less than", "a minimum of", "minimum of", "greater than", "surpassed", "topped", "from", "longer than", "well over", "well above", "passed", "beyond", "north of"),
        "at_most": ("up to", "no more than", "at most", "less than", "fewer than", "under", "below", "a maximum of", "not more than", "as many as", "as much as", "as long as", "maximum of", "no longer than", "within", "capped at", "a cap of", "limit of", "not exceeding"),
        "approx": ("about", "around", "some", "nearly", "almost", "roughly", "approximately", "an estimated", "circa", "close to", "an average of", "on average", "approx", "averaging", "just over", "just under", "a little over", "a little under", "getting on for", "near", "nearer", "something like", "just short of", "or so", "virtually"),
    },
    "kk": {"at_least": ("кемінде", "астам", "кем дегенде", "артық", "асты", "асып"), "at_most": ("дейін", "аспайды", "аспауы", "көп дегенде", "аспайтын"), "approx": ("шамамен", "жуық", "жуығы", "тарта", "шақты", "орта есеппен", "таяу", "жетеқабыл", "маңында")},
    "zh": {"at_least": ("超过", "超", "逾", "至少", "不少于", "多达", "突破", "不低于", "高于", "上"), "at_most": ("最多", "不超过", "至多", "高达", "不足", "不到", "低于", "最高", "不高于", "最长"), "approx": ("约", "大约", "近", "将近", "左右", "平均", "大概", "上下", "约为", "接近", "差不多", "几乎")},
}  # fmt: skip
_PERIODS: dict[str, tuple[tuple[str, str], ...]] = {
    "ru": (
        (r"в сутки|в день|ежесуточно|ежедневно|за сутки|за день|суточн\w+|/сут\w*|каждые сутки|каждый день|на день|за смену", "day"), (r"в неделю|еженедельно|за неделю|каждую неделю", "week"),
        (r"в месяц|ежемесячно|за месяц|за прошлый месяц|помесячно", "month"), (r"в квартал|за квартал|за \w+ квартал|в \w+ квартале", "quarter"),
        (r"за (?:\w+ )?полугодие|за полгода|в \w+ полугодии", "half_year"),
        (r"в год|ежегодно|за год|годовых|за прошлый год|за 20\d\d год|в 20\d\d году|по итогам года", "year"), (r"в час|ежечасно", "hour"),
    ),
    "en": (
        (r"per day|a day|daily|each day|every day|/day|bpd|b/d|per 24 hours|in the past 24 hours|apiece a day", "day"), (r"per week|a week\b(?! ago)|weekly|each week|every week", "week"),
        (r"per month|a month\b(?! ago)|monthly|each month|every month", "month"), (r"per quarter|quarterly|in the \w+ quarter", "quarter"),
        (r"in the (?:first|second) half|first-half|half-year|six months", "half_year"),
        (r"per year|a year\b(?! (?:ago|earlier))|annually|annual|yearly|each year|every year|per annum|in 20\d\d\b|last year", "year"), (r"per hour|an hour|hourly", "hour"),
    ),
    "kk": ((r"тәулігіне|күніне|күн сайын|тәулік сайын|бір тәулікте|бір күнде", "day"), (r"аптасына|апта сайын", "week"), (r"айына|ай сайын", "month"), (r"жылына|жыл сайын|жылы", "year")),
    "zh": ((r"每天|每日|日均|单日|每昼夜|/日|一天|一日", "day"), (r"每周|周均|每星期", "week"), (r"每月|月均|单月", "month"), (r"上半年|下半年", "half_year"), (r"每年|年均|全年|/年", "year")),
}  # fmt: skip
_GROWING = re.compile(
    r"(?:выраст|вырос|увелич|сократ|сниз|возрос|упа|поднял|поднима|повыс|уменьш|довед|довел|довест|достиг|нараст|расшир|продл|снизил|подорож)\w*[^.;]{0,60}$"
)


_GROWING_KK = re.compile(
    r"[\d\s.,]*[^.;\d]*?(?:ға|ге|қа|ке|на|не)\s+дейін\s+(?:\w+\s+){0,3}?"
    r"(?:өс|арт(?!ық)|азай|қысқар|төменде|көбей|ұлғай|жетті|жеткен|жетеді|түс(?:ті|кен|еді|ір)|кеңей|ұзар|шарықта|құлдыра|кемі)"
)
"""A change to a level in Kazakh, after its number: 'тоннаға дейін өсті' is no bound."""
_FROM_KK = re.compile(r"(?:дан|ден|тан|тен|нан|нен)$")
_OVER_ZH = re.compile("及?以上")
_UNDER_ZH = re.compile("及?以[下内內]")


def bound(line: list[Token], i: int, last: int, lang: str, text: str) -> tuple[str | None, int]:
    """Return the bound word's meaning before (or in Kazakh and Chinese after) the number, and the token where it begins."""
    before = text[line[max(0, i - 4)].start : line[i].start].lower().replace("ё", "е") if i else ""
    if lang == "zh":
        before = simplify(text[max(line[0].start, line[i].start - 4) : line[i].start])
    after = text[line[last].end : line[last].end + 24].lower()
    after_whole = text[line[last].end : line[-1].end].lower()
    inside = text[line[i].start : line[last].end].lower()
    phrases = [(qual, phrase) for qual in ("at_least", "at_most", "approx") for phrase in own(_BOUNDS, lang)[qual]]
    for qual, phrase in sorted(phrases, key=lambda item: -len(item[1])):
        if lang == "zh":
            if before.endswith(phrase) or (qual == "approx" and after.startswith(phrase)):
                return qual, i
            continue
        if lang == "kk":
            if phrase == "дейін" and (_FROM_KK.search(inside) or _GROWING_KK.match(inside + after_whole)):
                continue  # 'кезек 500 көліктен 350 көлікке дейін қысқарды' tells of a change
            if re.search(rf"\b{phrase}\b", inside + re.split(r"[,\d]", after)[0][:18]) or before.rstrip().endswith(
                phrase
            ):
                return qual, i
            continue
        if phrase in before and re.search(
            rf"(?:^|\W){re.escape(phrase)}(?:\s+(?:чем|the|a|in|на|в|уже|как))?\s*[$€(]?\s*$", before
        ):
            if phrase in ("от", "from", "за", "под") and not (
                phrase == "за" and re.search(r"перевал\w+ за\s*$", before)
            ):
                continue
            if phrase == "до" and lang == "ru" and _GROWING.search(text[line[0].start : line[i].start].lower()):
                return None, i
            if phrase in ("менее", "более", "больше", "меньше") and re.search(
                r"не\s+$|\bни\s+$", before[: before.rfind(phrase)]
            ):
                return ("at_least" if phrase in ("менее", "меньше") else "at_most"), i
            return qual, i
    if lang == "en" and re.match(r"\s*(?:or more|or longer|and more|-plus|plus|-odd)\b", after):
        return "at_least", i
    if lang == "en" and re.match(r"\s*or so\b", after):
        return "approx", i
    if lang == "ru" and re.match(r"\s*(?:и более|и выше|и больше|с лишним)", after):
        return "at_least", i
    if lang == "zh" and _OVER_ZH.match(after):
        return "at_least", i
    if lang == "zh" and _UNDER_ZH.match(after):
        return "at_most", i
    if lang == "zh" and re.search(r"(?:多|余|餘)", inside[1:]):
        return "at_least", i
    return None, i


def period(text: str, line: list[Token], first: int, last: int, lang: str) -> str | None:
    """Return the period that a figure is counted over: day, week, month, quarter, half_year, year or hour."""
    after = text[line[last].end : line[last].end + 28].lower().split(",")[0]
    before = text[max(line[0].start, line[first].start - 28) : line[first].start].lower()
    for pattern, name in own(_PERIODS, lang):
        if re.match(rf"\s*(?:грузов |cargo |грузов, )?(?:of \w+ |\w+ )?(?:{pattern})", after):
            return name
    for pattern, name in own(_PERIODS, lang):
        if re.search(rf"(?:{pattern})\s*(?:\w+\s*){{0,3}}$", before):
            return name
    return None
