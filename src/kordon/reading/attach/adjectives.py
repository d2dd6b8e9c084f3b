# ruff: noqa: E501
"""States named by an adjective: a border, a side, the origin of goods, or only whose ministry it is."""

from __future__ import annotations

import re
from dataclasses import replace

from kordon.reading.patterns import Patterns
from kordon.reading.places import PlaceHit
from kordon.reading.rules import View
from kordon.reading.slots import PlaceRole, RolePlace


def as_name(hit: PlaceHit) -> PlaceHit:
    """Return a hit of a state's adjective as one of its name."""
    return replace(hit, place=replace(hit.place, form="name")) if hit.place.form == "adjective" else hit


_BORDER_WORDS = re.compile(
    r"границ|рубеж|участк|погран|переход|направлени|сообщени|border|frontier|crossing|section|边境|边界|口岸|铁路|公路|шекара|приграни"
)


_ITS_BORDER = Patterns(
    {
        "ru": r"^(?: [\w-]+){1,4} (?:свою )?(?:сухопутную |общую )?границу (?:с|со) $",
        "en": r"^(?: [\w-]+){1,4} (?:its|the) (?:land |shared |common )?border(?: crossings?)? with (?:the )?$",
        "zh": r"^[^，。；：、与與和同]{0,12}[与與和同]$",
    }
)
"""What stands between a state and that with which it opens or shuts its border."""
_BORDER_ZH = re.compile(r"(?:接壤)?的?(?:陆地|陸地|共同)?(?:边境|邊境|边界|邊界|国界|國界)")


def _own_border(view: View, a: PlaceHit, b: PlaceHit) -> bool:
    """Whether a state acts on its border with the next: 'Польша открыла границу с Белоруссией' tells of a section of two states."""
    if view.lang == "kk" or {a.place.form, b.place.form} != {"name"} or not view.has("CLOSE", "REOPEN"):
        return False  # Kazakh says 'Қазақстан Қытаймен шекарасын', names side by side, which the weights know
    if view.lang == "zh" and not _BORDER_ZH.match(view.text, b.end):
        return False
    return _ITS_BORDER[view.lang].search(view.text[a.end : b.start]) is not None


def pairs(view: View) -> set[int]:
    """Return the indices of places that name a border: 'российско-казахстанская граница', 'the Polish-Belarusian border'."""
    out: set[int] = set()
    for i in range(len(view.places) - 1):
        a, b = view.places[i], view.places[i + 1]
        if a.place.what != "state" or b.place.what != "state" or a.place.cc == b.place.cc:
            continue
        if _own_border(view, a, b):
            out |= {i, i + 1}
            continue
        joined = b.first == a.last + 1 and (
            view.line[b.first].glued or view.text[a.end : b.start].strip() in ("-", "–", "—", "")
        )
        joined = joined or (b.first == a.last + 2 and view.line[a.last + 1].text in "-–—/")
        if not joined:
            continue
        tail = view.text[b.end : b.end + 30].lower()
        head = view.text[max(0, a.start - 30) : a.start].lower()
        if _BORDER_WORDS.search(tail) or _BORDER_WORDS.search(head):
            out |= {i, i + 1}
    return out


def banned_origin(view: View, hit: PlaceHit) -> RolePlace | None:
    """Read 'запрет на ввоз турецких томатов' as a ban on what comes from that state."""
    if not (view.has("BAN", "QUOTA") and view.concepts.get("TRADE")) and not view.has("TURNBACK", "SEIZE"):
        return None
    goods = any(0 < h.first - hit.last <= 3 for h in view.concepts.get("CARGO", ()))
    return RolePlace(as_name(hit), "from", "the origin of the goods that the ban names") if goods else None


_RU_NOUN_AFTER = (
    "ELEMENT.post",
    "ELEMENT.border",
    "ELEMENT.port",
    "ELEMENT.road",
    "ELEMENT.rail",
    "ELEMENT.sea",
    "ELEMENT.terminal",
    "ELEMENT.pipe",
    "ELEMENT.plant",
    "ELEMENT.route",
)


def adjective_place(view: View, hit: PlaceHit, before: str) -> RolePlace | None:
    """Read 'на казахстанской границе', 'с китайской стороны', 'in Chinese ports' as the state itself."""
    following = [h for concept in _RU_NOUN_AFTER for h in view.concepts.get(concept, ()) if 0 < h.first - hit.last <= 2]
    after = view.text[hit.end : hit.end + 28].lower()
    if re.match(
        r"\s+(?:сторон|территори|участк|берег|side|territory|soil|coast|waters|section|ports?\b|берегов|жағы|бөлігі)",
        after,
    ):
        if (
            re.match(r"\s+(?:сторон[аеуы]\b|side)", after)
            and re.search(r"(?:с|со стороны|from(?: the)?)\s*$", before)
            and "side" not in after
        ):
            return None
        if re.match(r"\s+(?:сторон[аы]\b)", after) and not re.search(r"(?:на|с)\s*$", before):
            return None
        return RolePlace(as_name(hit), "at", "a state's side or territory")
    if following and re.search(
        r"(?:^|\W)(?:на|в|во|через|у|из|к|до|с|около|возле|близ|in|at|on|the|through|via|near|of|from|to|several|two|three|into|all|major)\s*(?:\w+\s+)?$",
        before,
    ):
        if (
            following[0].concept == "ELEMENT.port"
            and view.lang == "en"
            and not re.match(r"\s+(?:\w+\s+)?(?:port|harbo|sea)", after)
        ):
            return None
        role: PlaceRole = (
            "from"
            if re.search(r"(?:из|from)\s*(?:the\s*)?$", before)
            else "via"
            if re.search(r"(?:через|via|through)\s*(?:the\s*)?$", before)
            else "at"
        )
        return RolePlace(as_name(hit), role, "a state's border, port or line")
    if (
        following
        and following[0].concept in ("ELEMENT.border", "ELEMENT.port", "ELEMENT.plant", "ELEMENT.post")
        and following[0].first - hit.last == 1
    ):
        return RolePlace(as_name(hit), "at", "a state's border or port")
    return None
