"""Numbers, units, dates and names as words of the page: rounded honestly, plural where plural, never adorned."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kordon.scenario.ways import VIA

if TYPE_CHECKING:
    from kordon.model import ClaimPlace
    from kordon.world.load import World

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

LANGUAGES = {"ru": "Russian", "en": "English", "kk": "Kazakh", "zh": "Chinese"}

FRAMES = {
    "news": "news report",
    "official_notice": "official notice",
    "company_notice": "company notice",
    "opinion": "opinion article",
}

KINDS = {
    "border_queue": "queue",
    "inspection": "inspection",
    "detention": "detention",
    "closure": "closure",
    "reopening": "reopening",
    "trade_ban": "trade ban",
    "sanction": "sanction",
    "payment_refusal": "payment refusal",
    "attack": "attack",
    "labour_action": "labour action",
    "military_activity": "military activity",
    "infrastructure": "infrastructure",
    "capacity": "volume or capacity",
    "outlook": "outlook",
}
"""Claim types as words."""

WHO = {
    "official": "an official body",
    "company": "a company or trade body",
    "expert": "an expert",
    "media": "a news outlet",
    "anonymous": "an unnamed source",
    "author": "the author, naming no source",
}
"""Classes of source as words."""

MODES = {
    "road": "road",
    "rail": "rail",
    "sea": "sea",
    "inland_water": "inland waterway",
    "oil_pipeline": "oil pipeline",
    "gas_pipeline": "gas pipeline",
    "pipeline": "pipeline",
    "transfer": "transfer",
    "air": "air",
}

CARGO = {
    "general": "general goods", "containers": "containers", "grain": "grain", "sugar": "sugar", "meat": "meat",
    "food": "food", "coal": "coal", "crude_oil": "crude oil", "fuel": "fuel", "gas": "gas",
    "fertiliser": "fertiliser", "metals": "metals", "timber": "timber", "electronics": "electronics",
    "dual_use": "dual-use goods", "automotive": "vehicles and parts", "textile": "textiles",
    "consumer": "consumer goods", "medicine": "medicine", "tobacco": "tobacco", "other": "other goods",
}  # fmt: skip

UNIT_WORDS = {
    "trucks": ("truck", "trucks"),
    "trains": ("train", "trains"),
    "wagons": ("wagon", "wagons"),
    "ships": ("ship", "ships"),
    "containers": ("container (TEU)", "containers (TEU)"),
    "tonnes": ("tonne", "tonnes"),
    "barrels": ("barrel", "barrels"),
    "m3": ("m³", "m³"),
    "percent": ("%", "%"),
    "times": ("times", "times"),
    "minutes": ("minute", "minutes"),
    "hours": ("hour", "hours"),
    "days": ("day", "days"),
    "months": ("month", "months"),
    "years": ("year", "years"),
    "persons": ("person", "persons"),
    "ports": ("port", "ports"),
    "terminals": ("terminal", "terminals"),
    "items": ("item", "items"),
    "usd": ("US dollar", "US dollars"),
    "eur": ("euro", "euros"),
    "rub": ("rouble", "roubles"),
    "kzt": ("tenge", "tenge"),
    "cny": ("yuan", "yuan"),
}


def significant(value: float, digits: int = 2) -> float:
    """Return the value rounded to that many significant digits."""
    if value == 0 or not math.isfinite(value):
        return value
    return round(value, digits - 1 - math.floor(math.log10(abs(value))))


def number(value: float, digits: int = 0) -> str:
    """Return a number with a comma between thousands and no needless decimals."""
    text = f"{value:,.{digits}f}"
    if digits:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "−")


def counted(n: int, one: str, many: str = "") -> str:
    """Return '1 claim', '3 claims', 'no claims'."""
    many = many or one + "s"
    if n == 0:
        return f"no {many}"
    return f"{number(n)} {one if n == 1 else many}"


def tonnes(t_day: float) -> str:
    """Return tonnes a day in words, two significant digits: a simulation is not worth more."""
    size = abs(t_day)
    if size < 0.5:
        return "0 t/day"
    if size < 10:
        return "under 10 t/day"
    rounded = significant(t_day)
    if abs(rounded) >= 1e6:
        return f"{number(rounded / 1e6, 2)} million t/day"
    return f"{number(rounded)} t/day"


def money(usd: float) -> str:
    """Return US dollars in words, two significant digits."""
    rounded = significant(usd)
    size = abs(rounded)
    sign = "−" if rounded < 0 else ""
    if abs(usd) < 1000:
        return "about USD 0" if usd else "USD 0"
    if size >= 1e9:
        return f"{sign}USD {number(size / 1e9, 2)} billion"
    if size >= 1e6:
        return f"{sign}USD {number(size / 1e6, 1)} million"
    return f"{sign}USD {number(size)}"


def money_range(low: float, high: float) -> str:
    """Return a range of dollars with the scale said once where both ends share it."""
    low, high = min(low, high), max(low, high)
    if money(low) == money(high):
        return money(low)
    a, b = money(low), money(high)
    for scale in (" billion", " million"):
        if a.endswith(scale) and b.endswith(scale) and not a.startswith("−") and not b.startswith("−"):
            return f"{a.removesuffix(scale)} to {b.removeprefix('USD ')}"
    return f"{a} to {b}"


def days(value: float) -> str:
    """Return days to half a day below ten, else whole days."""
    if abs(value) < 0.05:
        return "0 days"
    if abs(value) < 10:
        text = number(value, 1)
    else:
        text = number(value)
    return f"{text} day" if text == "1" else f"{text} days"


def longer(value: float) -> str:
    """Return added days with their direction: '5.2 days longer', '1 day shorter', 'no longer'."""
    text = days(abs(value))
    return "no longer" if text == "0 days" else f"{text} {'longer' if value > 0 else 'shorter'}"


def dearer(value: float) -> str:
    """Return added USD/t with their direction: 'USD 11/t dearer', 'USD 0.4/t cheaper', 'no dearer'."""
    text = usd_per_t(abs(value))
    return "no dearer" if text == "USD 0/t" else f"{text} {'dearer' if value > 0 else 'cheaper'}"


def days_range(low: float, high: float) -> str:
    """Return a range of days with the unit said once."""
    a, b = days(low), days(high)
    return a if a == b else f"{a.rsplit(' ', 1)[0]} to {b}"


def usd_per_t(value: float) -> str:
    """Return a cost per tonne: whole dollars, one decimal below ten."""
    text = number(abs(value), 1 if abs(value) < 10 else 0)
    return f"{'−' if value < 0 and text != '0' else ''}USD {text}/t"


def usd_per_t_range(low: float, high: float) -> str:
    """Return a range of costs per tonne with the unit said once."""
    a, b = usd_per_t(low), usd_per_t(high)
    return a if a == b else f"{a.removesuffix('/t')} to {b.removeprefix('USD ')}"


def kilometres(value: float) -> str:
    """Return a length to ten kilometres (one below a hundred)."""
    return f"{number(round(value, -1) if abs(value) >= 100 else value)} km"


def plain(value: float, unit: str) -> str:
    """Return any table figure with its unit as the table states it."""
    unit = unit.strip()
    known = {"t/day": tonnes, "USD/month": lambda v: f"{money(v)} a month", "USD/t": usd_per_t}
    if unit in known:
        return known[unit](value)
    if unit in ("day", "days"):
        return days(value)
    if unit in ("usd", "USD"):
        return money(value)
    if unit in ("percent", "%"):
        return f"{number(value, 2)} %"
    words = UNIT_WORDS.get(unit)
    text = number(value, 0 if value == int(value) else 2)
    if words:
        return f"{text} {words[0] if value == 1 else words[1]}"
    return f"{text} {unit.replace('_', ' ')}".strip()


def date_words(date: dt.date | None, precision: str | None = "day") -> str:
    """Return a date as far as it is known: '25 September 2025', 'late September 2025', 'September 2025', '2025'."""
    if date is None:
        return ""
    month = f"{MONTHS[date.month - 1]} {date.year}"
    if precision == "year":
        return str(date.year)
    if precision == "month":
        return month
    if precision == "third":
        return f"{'early' if date.day <= 10 else 'mid' if date.day <= 20 else 'late'} {month}"
    return f"{date.day} {month}"


def dates_words(first: dt.date, last: dt.date) -> str:
    """Return a span of days with what both ends share said once: '6 to 7 October 2025'."""
    if first == last:
        return date_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {date_words(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} to {date_words(last)}"
    return f"{date_words(first)} to {date_words(last)}"


def listed(parts: Iterable[str], most: int = 0) -> str:
    """Return 'a, b and c'; with ``most``, 'a, b and 4 more'."""
    words = [part for part in parts if part]
    if most and len(words) > most + 1:
        rest = len(words) - most
        words = [*words[:most], f"{rest} more"]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def capital(text: str) -> str:
    """Return the text with a capital first letter, the rest untouched."""
    return text[:1].upper() + text[1:]


def quotation(text: str, span: Sequence[int], most: int = 180) -> tuple[str, tuple[int, int], tuple[bool, bool]]:
    """Return words of the text inside a span, its offsets, and whether it was cut at its start and end.

    At most ``most`` characters, cut between words; offsets always hold ``text[a:b]`` exactly as quoted.
    """
    a, b = max(0, int(span[0])), min(len(text), int(span[1]))
    while a < b and text[a].isspace():
        a += 1
    while b > a and text[b - 1].isspace():
        b -= 1
    end = b
    if b - a > most:
        space = text.rfind(" ", a, a + most)
        end = space if space > a + most // 2 else a + most
    return text[a:end], (a, end), (False, end < b)


class Names:
    """English names of territories, places, posts, corridors, cargo classes and links of a world."""

    def __init__(self, world: World) -> None:
        self.world = world

    def state(self, cc: str) -> str:
        """Return the name of a state, its code when unknown."""
        territory = self.world.territories.get(cc)
        return territory.name_en if territory else cc

    def states(self, codes: Iterable[str], most: int = 0) -> str:
        """Return names of states as a list in words."""
        return listed([self.state(cc) for cc in codes], most)

    def place(self, place_id: str, fallback: str = "") -> str:
        """Return the name of a place or post."""
        post = self.world.posts.get(place_id)
        if post:
            return post.name_en
        place = self.world.places.get(place_id)
        if place:
            return place.name_en
        return self.state(place_id) if place_id in self.world.territories else fallback or place_id

    def read(self, place: ClaimPlace) -> str:
        """Return the English name of a place that only the gazetteer knows, else the name as read.

        Page and paragraph are in English: a region, sea or bloc read in another script is named as the gazetteer does.
        """
        from kordon.world.gazetteer import lookup

        hits = [hit for hit in lookup(place.name) if hit.match != "fuzzy"]
        same = [hit for hit in hits if hit.id == place.id] if place.id else []
        alike = [hit for hit in hits if hit.kind == place.kind and hit.cc in ("", place.cc)]
        return next((hit.name for hit in (*same, *alike) if hit.name), place.name)

    def corridor(self, corridor_id: str) -> str:
        """Return the name of a corridor, or 'by way of' the first post or port of a way outside every corridor."""
        corridor = self.world.corridors.get(corridor_id)
        if corridor:
            return corridor.name_en
        if corridor_id.startswith(VIA):
            return f"by way of {self.place(corridor_id.removeprefix(VIA))}"
        known = {"unserved": "not shipped", "": "other ways", "other": "other ways", "none": "other ways"}
        return known.get(corridor_id, corridor_id.replace("_", " "))

    def cargo(self, cargo_id: str) -> str:
        """Return the name of a cargo class."""
        if cargo_id == "all":
            return "all cargo"
        cargo = self.world.cargo.get(cargo_id)
        return cargo.name_en if cargo else CARGO.get(cargo_id, cargo_id.replace("_", " "))

    def subject(self, kind: str, subject: str) -> str:
        """Return the name of a territory, post or corridor."""
        if kind == "territory":
            return self.state(subject)
        return self.corridor(subject) if kind == "corridor" else self.place(subject)


def shares(parts: Mapping[str, float]) -> list[tuple[str, float]]:
    """Return parts by size, the largest first, ties by name."""
    return sorted(parts.items(), key=lambda item: (-item[1], item[0]))
