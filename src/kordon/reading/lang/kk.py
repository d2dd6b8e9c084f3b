"""Kazakh: suffix-stripped candidate stems (plural, possession, case, person); no dictionary."""

from __future__ import annotations

import re
from functools import lru_cache

# Outermost first: predicate and particle endings, case, possession, plural. Vowel harmony gives each its variants.
_LAYERS = (
    re.compile(r"(?:мыз|міз|пыз|піз|быз|біз|сыз|сіз|мын|мін)$"),
    re.compile(
        r"(?:ның|нің|дың|дің|тың|тің|нан|нен|дан|ден|тан|тен|ға|ге|қа|ке|на|не|да|де|та|те|нда|нде|ды|ді|ты|ті|ны|ні|"
        r"мен|бен|пен|дағы|дегі|тағы|тегі|ндағы|ндегі)$"
    ),
    re.compile(r"(?:ымыз|іміз|сын|сін|ын|ін|сы|сі|ы|і|ң|ым|ім)$"),
    re.compile(r"(?:лар|лер|дар|дер|тар|тер)$"),
)
_VERB = re.compile(
    r"(?:ылды|ілді|лды|лді|ылған|ілген|лған|лген|ған|ген|қан|кен|ды|ді|ты|ті|ып|іп|п|уда|уде|ады|еді|йды|йді|ар|ер|у|"
    r"ылып|іліп|ылуы|ілуі|ылу|ілу|уы|уі|ынды|інді|ыла|іле)$"
)


_PRESENT = frozenset(
    (
        "дейді", "құрайды", "күтіледі", "тұрады", "хабарлайды", "жазады", "істейді", "болжайды", "болады", "жүреді",
        "ескертеді", "есептейді",
    )
)  # fmt: skip


@lru_cache(maxsize=16_384)
def analyse(word: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the word and its candidate stems (never shorter than three letters)."""
    keys = {word}
    current = {word}
    for layer in _LAYERS:
        for form in tuple(current):
            stem = layer.sub("", form)
            if stem != form and len(stem) >= 3:
                current.add(stem)
                if stem[-1] in "бгғ":
                    current.add(stem[:-1] + {"б": "п", "г": "к", "ғ": "қ"}[stem[-1]])
    keys |= current
    for form in tuple(current):
        stem = _VERB.sub("", form)
        if len(stem) >= 3:
            keys.add(stem)
    # 'жабылады', 'бастайды' are present or future; 'бастады' and 'салады' need a dictionary of stems to tell apart.
    coming = re.search(r"(?:(?:ыл|іл|ын|ін)(?:ады|еді)|[аейә]й?(?:йды|йді))$", word) and word not in _PRESENT
    tags = {"future"} if coming else {"past"} if re.search(r"(?:ды|ді|ты|ті)$", word) else set()
    return frozenset(keys), frozenset(tags)
