# ruff: noqa: E501
"""A speaker, and the noun phrase that names one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import cast

from kordon.model import SourceClass
from kordon.reading.lexicon import Hit
from kordon.reading.rules import View
from kordon.reading.text import Token


@dataclass(slots=True)
class Speaker:
    """Who speaks in a sentence: class, name, relays, the offsets of the words that say so."""

    source_class: SourceClass = "author"
    name: str = ""
    chain: tuple[str, ...] = ()
    span: tuple[int, int] | None = None
    why: str = "no source given"
    tokens: set[int] = field(default_factory=set)
    """Tokens of the frame: places inside are the speaker's, not the event's."""

    def __post_init__(self) -> None:
        own = [
            relay for relay in self.chain if not self.name or not relay.startswith(self.name)
        ]  # nobody relays himself
        self.chain = tuple(relay for relay in own if not any(relay != other and relay in other for other in own))


def speakers_of(view: View) -> list[Hit]:
    """Return the words of a sentence that may name a speaker, the longer of two that overlap.

    A body's press office is the body: 'the port's press office' is a company's.
    """
    hits = [hit for hit in view.hits if hit.concept.startswith("SPK.") and not _of_a_railway(view, hit)]
    out: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.first, -h.last)):
        if hit.entry == "press" and hit.last + 1 < len(view.line) and view.line[hit.last + 1].low in _PRESS_OFFICES:
            office = Hit("SPK.official", hit.first, hit.last + 1, "press office")
            if out and all(token.text in ("'s", "’s", "'", "’") for token in view.line[out[-1].last + 1 : hit.first]):
                office = Hit(out[-1].concept, out.pop().first, office.last, office.entry)
            hit = office
        agency = view.lang == "kk" and hit.entry.startswith("агентт") and out and out[-1].last == hit.first - 1
        if agency and class_of(out[-1]) == "media":  # 'Reuters агенттігі'
            out[-1] = Hit(out[-1].concept, out[-1].first, hit.last, out[-1].entry)
            continue
        if out and hit.first <= out[-1].last:
            if (hit.last - hit.first) > (out[-1].last - out[-1].first):
                out[-1] = hit
            continue
        out.append(hit)
    return out


_PRESS_OFFICES = ("office", "service", "centre", "center", "department")


def _of_a_railway(view: View, hit: Hit) -> bool:
    """Whether a Chinese short name of a railway company is only the beginning of a line's: 哈铁 in 中哈铁路."""
    after = view.line[hit.last + 1].text if hit.last + 1 < len(view.line) else ""
    return view.lang == "zh" and len(hit.entry) == 2 and hit.entry.endswith("铁") and after in "路鐵"


def class_of(hit: Hit) -> SourceClass:
    """Return the class of source that a word stands for."""
    return cast(SourceClass, hit.concept.split(".")[1])


RU_HEADS = frozenset(
    (
        "глава", "директор", "гендиректор", "замдиректор", "президент", "вице-президент", "председатель", "зампред", "руководитель",
        "начальник", "замначальник", "представитель", "владелец", "совладелец", "основатель", "сооснователь", "партнер", "сотрудник",
        "менеджер", "секретарь", "пресс-секретарь", "заместитель", "координатор", "советник", "управляющий",
    )
)  # fmt: skip
"""Who stands for a body: in 'глава ассоциации' the association speaks, although it is in the genitive."""
_EN_LOWER_STOPS = frozenset(
    (
        "the", "a", "an", "of", "in", "at", "to", "for", "from", "with", "by", "on", "and", "or", "but", "as", "that", "which", "who",
        "when", "while", "after", "before", "its", "their", "his", "her", "this", "these", "those", "said", "says", "told", "one",
        "some", "any", "local",
    )
)  # fmt: skip


def phrase_of(view: View, hit: Hit) -> tuple[int, int]:
    """Return the first and last token of the speaker's noun phrase around a hit."""
    first, last = hit.first, hit.last
    line = view.line
    if view.lang == "zh":
        return _chinese_beginning(view, hit), last
    while first > 0 and hit.first - first < 4:
        token = line[first - 1]
        if line[first].glued and token.word:  # 'Северо-Западное': a hyphen joins them
            first -= 1
            continue
        if class_of(hit) == "media" and line[first].text in '«"“':
            break
        if view.lang == "kk":
            outlet = any(h.first <= first - 1 <= h.last for h in view.concepts.get("SPK.media", ()))
            ok = token.word and (token.text[0].isupper() or _attributive(token.low))
            ok = ok and (not outlet or class_of(hit) == "media")
        else:
            # A sentence begins with a capital anyway: its first word is a name's only before another capital.
            named = token.text[0].isupper() and (first > 1 or (view.lang == "en" and line[first].text[0].isupper()))
            ok = token.word and bool(token.tags & {"adj"} or named) and not token.tags & {"finite"}
        if ok or (token.text in '«"“' and first == hit.first):
            first -= 1
        else:
            break
    if view.lang != "en" and first:
        first = _quoted_beginning(view, hit, first)
    if view.lang == "ru" and first and line[first - 1].keys & RU_HEADS:
        first -= 1
    if view.lang == "en":
        first = _english_beginning(view, first)
    while last + 1 < len(line) and last - hit.last < 7:
        token = line[last + 1]
        if view.lang == "ru":
            ok = (
                token.word
                and (token.tags & {"gent"} or token.text[0].isupper() or token.glued)
                and "finite" not in token.tags
                and token.low not in ("что", "о", "в", "на")
            )
            ok = ok or token.text in '«»"-'
            ok = ok and not (class_of(hit) in ("official", "company") and _begins_an_outlet(view, last + 1))
        elif view.lang == "en":
            ok = (
                token.word
                and (token.text[0].isupper() or token.low in ("of", "the", "and", "for") or _at_a_name(view, last + 1))
                and (token.low != "the" or line[last].low in ("of", "and", "for"))
            ) or (token.text in ("'s", "&", "-", ".") and token.start == line[last].end and token.text != ".")
            if token.low in ("and",) and not (last + 2 < len(line) and line[last + 2].text[0].isupper()):
                ok = False
        else:
            others = [h for h in view.hits if h.concept.startswith("SPK.") and h.first <= last + 1 <= h.last]
            spoken = any(class_of(hit) != "media" or class_of(h) == "media" for h in others)
            named = any(hit.first <= last + 1 <= hit.last for hit in view.places)
            upper = token.text[0].isupper() and "past" not in token.tags and not named
            ok = token.word and bool(spoken or upper or _KK_WHO.match(token.low))
        if not ok:
            break
        last += 1
    while last > hit.last and (
        (not line[last].word and line[last].text not in '»"') or line[last].low in ("of", "and", "for", "the", "at")
    ):
        last -= 1
    return first, _quotation_end(view, first, last)


def _quoted_beginning(view: View, hit: Hit, first: int) -> int:
    """Return where a name in quotation marks before a phrase begins, or the noun before one that the phrase stands in.

    '«Жетісу Карго» компаниясы' is named by both, and so is 'ассоциация «Линава»' when the phrase is the name.
    """
    line = view.line
    bodies = [h.first for h in view.hits if h.concept in _BODIES and h.last == first - 1]
    if line[first].text in "«“" and bodies and class_of(hit) != "media":
        return min(bodies)
    if view.lang == "kk" and line[first - 1].text in "»”":
        return next((k for k in range(first - 2, max(-1, first - 8), -1) if line[k].text in "«“"), first)
    return first


_BODIES = ("SPK.official", "SPK.company", "SPK.expert")


def _quotation_end(view: View, first: int, last: int) -> int:
    """Return the last token of a phrase, the end of the quotation that opens in it where there is one: '«Деловой курьер»'."""
    texts = [token.text for token in view.line[first : last + 7]]
    size = last + 1 - first
    if "«" in texts[:size] and "»" not in texts[:size] and "»" in texts:
        return first + texts.index("»")
    return last


def _begins_an_outlet(view: View, k: int) -> bool:
    """Whether an outlet's name begins at a token, after a quotation mark or none: 'в пресс-службе порта «Ъ» заявили'."""
    while k < len(view.line) and view.line[k].text in '«"“':
        k += 1
    return any(hit.first == k and view.line[k].text[0].isupper() for hit in view.concepts.get("SPK.media", ()))


_KK_WHO = re.compile(
    r"(?:орынбасар|өкіл|басшы|бастығ|төраға|хатшы|директор|жетекші|кеңесші|көмекші|спикер|маман|қызметкер)(?:ы|і|сы|сі)$"
)
"""Who stands for the body before: 'министрдің орынбасары', the minister's deputy."""


_NOT_IN_NAMES = frozenset(
    "的经經在对對由从從向与與及將将已但而并並另被把给給让讓若又还還于於至到就则則称稱说說是有为為"
)
_OPENS = {"据": "数", "據": "數", "和": "共", "也": ""}
"""Words that end a name going left, unless this character stands before them ('数据公司', '共和国')."""


def _chinese_beginning(view: View, hit: Hit) -> int:
    """Return the first character of the name that ends with a speaker's word: 哈萨克斯坦国家铁路公司 of 铁路公司."""
    first = hit.first
    while first > 0 and hit.first - first < 16:
        text = view.line[first - 1].text
        before = view.line[first - 2].text if first > 1 else ""
        if not view.line[first - 1].word or view.line[first - 1].end < view.line[first].start:
            break
        if text in "经經" and view.line[first].text in "纪紀贸貿济濟营營":
            first -= 1
            continue
        if text in _NOT_IN_NAMES or (text in _OPENS and before != _OPENS[text]):
            break
        first -= 1
    frames = (h for concept in ("SAY", "CITING", "ACCORDING") for h in view.concepts.get(concept, ()))
    said = {k for h in frames for k in range(h.first, h.last + 1)}
    said |= {k for h in view.whens for k, t in enumerate(view.line) if h.a <= t.start < h.b}
    return max([first, *(k + 1 for k in said if k < hit.first)])


def _english_beginning(view: View, first: int) -> int:
    """Return the first word of 'Russia's transport ministry': a name, then at most two plain words."""
    line = view.line
    k = first
    while k > 0 and first - k < 3:
        token = line[k - 1]
        if token.text in ("'s", "’s") and k > 1 and line[k - 2].text[0].isupper():
            return k - 2
        if token.text[0].isupper() and token.word and k < first and k > 1:
            return k - 1
        if not token.word or token.low in _EN_LOWER_STOPS or token.tags & {"finite", "past"} or token.text[0].isupper():
            return first
        k -= 1
    return first


def _at_a_name(view: View, k: int) -> bool:
    """Whether 'at' leads from a speaker to a name: 'analysts at Eurasian Logistics Consulting'."""
    return view.line[k].low == "at" and k + 1 < len(view.line) and view.line[k + 1].text[0].isupper()


_KK_NOT_ATTRIBUTIVE = re.compile(
    r"(?:да|де|та|те|дан|ден|тан|тен|нан|нен|ға|ге|қа|ке|на|не|мен|бен|пен|ды|ді|ты|ті|ны|ні|[ыіу]п|ған|ген|қан|кен|йды|йді|"
    r"ады|еді|са|се|ша|ше|деп|туралы|бойынша|үшін|сайын|және|ал|бірақ|бұл|сол|осы|оны|бірі|кейін|дейін|бері|арқылы)$"
)


def _attributive(word: str) -> bool:
    """Whether a Kazakh word may stand before the noun that it belongs to: no case of place, no verb, no particle."""
    return not _KK_NOT_ATTRIBUTIVE.search(word)


def name_of(view: View, phrase: tuple[int, int]) -> str:
    """Return the words of a noun phrase without the quotation marks around it."""
    name = view.text[view.line[phrase[0]].start : view.line[phrase[1]].end].strip('«»"“” ')
    if "»" in name and "«" not in name.partition("»")[0] and view.line[phrase[0]].text == "«":
        name = "«" + name
    return name + "»" if name.count("«") > name.count("»") and view.line[phrase[1]].text == "»" else name


def persons(view: View) -> dict[str, Speaker]:
    """Return the speakers whom a sentence introduces by title and surname, by the keys of the surname.

    'Директор порта Айдар Сериков' and 'Anna Marowska, the transport minister,' make both surnames known, in any case of theirs.
    A name in capitals or of a place is nobody's.
    """
    if view.lang == "zh":
        return {}
    places = {k for hit in view.places if not hit.place.id.startswith("?") for k in range(hit.first, hit.last + 1)}
    hits = speakers_of(view)
    titles = {k for hit in hits for k in range(hit.first, hit.last + 1)}
    out: dict[str, Speaker] = {}
    for hit in hits:
        first, last = phrase_of(view, hit)
        for end in (last, _before_title(view, first)):
            if end is None or end < 1 or {end, end - 1} & (titles | places):
                continue
            given, token = view.line[end - 1], view.line[end]
            if _is_name(given) and _is_name(token) and "adj" not in given.tags:
                who = Speaker(class_of(hit), name_of(view, (min(first, end - 1), max(last, end))))
                out |= {key: who for key in token.keys | {token.low} if len(key) > 2}
    return out


def _is_name(token: Token) -> bool:
    text = token.text
    return token.word and len(text) > 2 and text[0].isupper() and not text.isupper() and text.isalpha()


def _before_title(view: View, first: int) -> int | None:
    """Return the token before the comma that a title in apposition follows: 'Donald Tusk, the prime minister, said'."""
    for k in range(first - 1, max(-1, first - 5), -1):
        if view.line[k].text == ",":
            return k - 1 if k else None
        if not view.line[k].word:
            return None
    return None
