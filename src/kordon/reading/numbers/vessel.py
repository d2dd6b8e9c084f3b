# ruff: noqa: E501
"""One vessel that was held or hit: 'boarded a tanker', 'арестован сухогруз', '该船被扣'. Where no vessels are counted, it is one."""

from __future__ import annotations

import re

from kordon.reading.lang import own
from kordon.reading.numbers.amount import Amount
from kordon.reading.text import Token

ONE_VESSEL = "one vessel that something happened to"
"""Why a figure stands where none is written."""

_HAPPENED = {
    "en": re.compile(
        r"\b(?:detain|seiz|impound|arrest|boarded|boards|boarding|held\b|holds\b|releas|let go|freed\b|frees?\b|captur|hijack|attack|struck|damag|drone|missile|limpet|explo|sank\b|sunk\b|sinking|on fire|set fire|ablaze|"
        r"pirate|gunmen|armed men|armed officers|confiscat|commandeer|torch|holed|rammed|intercept|refused|shrapnel|hit by|hit on|struck|escorted|laid hands|took control|possession|put off|condemned)"
    ),
    "ru": re.compile(
        r"задерж|арест|захва[тч]|удержи|отпущ|отпуст|освоб|атак|удар|повре|подорв|взрыв|взорв|дрон|беспилот|бпла|ракет|пират|обстрел|потоп|затон|пробоин|конфиск|выдвор|не пуст|не выпуст|абордаж|высади|попадан|загорел|похищ|увел "
    ),
    "kk": re.compile(
        r"қамау|ұстал|ұстад|ұстап алды|тәркіле|босатыл|босатт|шабуыл жаса|шабуылда|соқты|зымыран|қарақшылар|қарулы|тонал|жарыл|айдап|атқыл|өртен|мәжбүрлеп|тоқтатылып|кепіл"
    ),
    "zh": re.compile(
        r"扣押|扣留|被扣|扣下|袭|襲|击中|擊中|炮击|登临|登檢|登船|劫|沉没|爆炸|水雷|获释|释放|放行|逮|炸伤|无人艇|导弹|受损|进水"
    ),
}
_VESSEL = {
    "en": frozenset(
        ("tanker", "bulker", "freighter", "vessel", "ship", "containership", "carrier", "suezmax", "trawler", "barge", "feeder", "dhow", "tug", "ferry", "coaster", "capesize", "panamax", "aframax", "supertanker", "boxship", "steamer", "bulkcarrier", "supramax")
    ),
    "ru": frozenset(("танкер", "балкер", "сухогруз", "контейнеровоз", "судно", "теплоход", "баржа", "пароход", "паром", "лесовоз", "газовоз", "траулер", "рефрижератор", "лихтер")),
    "kk": frozenset(("танкер", "кеме", "баржа", "сухогруз", "балкер", "доу", "кемесі", "паром", "теплоход")),
}  # fmt: skip
_EN_AFTER = frozenset(
    ("crew", "crews", "truck", "trucks", "lorry", "lorries", "fleet", "market", "markets", "rates", "rate", "traffic", "owner", "owners", "terminal", "train", "trains", "wagon", "wagons", "loading", "loadings", "operator",
     "operators", "company", "war", "queue", "berth", "tracking", "insurance", "insurers", "movements", "sector", "calls", "line", "lines", "broker", "brokers", "drivers", "driver", "strike", "service", "services", "pontoon", "yard", "yards", "port", "ports", "channel", "convoys")
)  # fmt: skip
_KK = re.compile(
    r"(?:танкер|баржа|сухогруз|балкер|паром|теплоход|(?=кеме(?:ні|ге|с))кеме)(?:ні|ді|ны|ды|ге|ға|нің|дің|ның|дың|сі|сін|сіне|сы|сын|і|ін|іне|ы|ын|ына|дегі|де)?"
)
_ZH = re.compile(
    r"(?:一[条條艘隻只][^，。；]{0,12}?|[该該此这這]|艘)(?:货船|油轮|渔船|驳船|散货船|货轮|船|轮|輪)(?!员|員|东|東|舶|期|公司|队|长|厂)|(?:“[^”]{1,8}”号|一)(?:油轮|货轮|散货船|货船)"
)


def one_vessel(line: list[Token], lang: str, text: str, found: list[Amount]) -> Amount | None:
    """Return one ship where a single vessel is held, freed or hit and the sentence counts none."""
    if not line or any(amount.unit == "ships" for amount in found):
        return None
    said = text[line[0].start : line[-1].end].lower().replace("ё", "е")
    if not own(_HAPPENED, lang).search(said):
        return None
    if lang == "zh":
        match = _ZH.search(said)
        if match is None:
            return None
        a, b = line[0].start + match.start(), line[0].start + match.end()
        covered = [k for k, token in enumerate(line) if a <= token.start < b]
        return _one(line, covered[0], covered[-1]) if covered else None
    for k, token in enumerate(line):
        after = line[k + 1].low if k + 1 < len(line) else ""
        if lang == "en":
            good = (
                token.low in _VESSEL["en"]
                and after not in _EN_AFTER
                and not (
                    k
                    and (
                        line[k - 1].low
                        in (
                            "aircraft",
                            "per",
                            "any",
                            "no",
                            "each",
                            "every",
                            "one",
                            "mother",
                            "by",
                            "personnel",
                            "letter",
                        )
                    )
                )
            )
            good = good and not (k + 1 < len(line) and line[k + 1].glued)
        elif lang == "ru":
            good = (
                bool(token.keys & _VESSEL["ru"])
                and not token.low.endswith(("ы", "а", "ов", "ам", "ами", "ах", "дов", "и", "ей"))
            ) or token.low in ("баржа", "судна", "танкера", "сухогруза", "балкера")
        else:
            good = _KK.fullmatch(token.low) is not None
        if good and not (k and line[k - 1].text[0].isdigit()):
            return _one(line, k, k)
    return None


def _one(line: list[Token], first: int, last: int) -> Amount:
    return Amount(
        1.0,
        "ships",
        None,
        "queue",
        None,
        first,
        last,
        line[first].start,
        line[last].end,
        ONE_VESSEL,
    )
