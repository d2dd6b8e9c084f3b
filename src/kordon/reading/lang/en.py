# ruff: noqa: E501
"""English: candidate base forms by suffix rules and a short list of irregular forms; no model, no dictionary."""

from __future__ import annotations

from functools import lru_cache

_IRREGULAR = {
    "shut": "shut", "held": "hold", "struck": "strike", "stricken": "strike", "hit": "hit", "built": "build", "left": "leave",
    "stuck": "stick", "broke": "break", "broken": "break", "fell": "fall", "fallen": "fall", "rose": "rise", "risen": "rise",
    "grew": "grow", "grown": "grow", "said": "say", "told": "tell", "went": "go", "gone": "go", "came": "come", "took": "take",
    "taken": "take", "gave": "give", "given": "give", "sent": "send", "began": "begin", "begun": "begin", "became": "become",
    "brought": "bring", "sought": "seek", "sank": "sink", "sunk": "sink", "ran": "run", "saw": "see", "seen": "see",
    "stood": "stand", "withheld": "withhold", "withdrew": "withdraw", "withdrawn": "withdraw", "forbade": "forbid",
    "forbidden": "forbid", "froze": "freeze", "frozen": "freeze", "kept": "keep", "lay": "lie", "led": "lead", "lost": "lose",
    "made": "make", "met": "meet", "paid": "pay", "put": "put", "wrote": "write", "written": "write", "was": "be", "were": "be",
    "is": "be", "are": "be", "been": "be", "am": "be", "has": "have", "had": "have", "having": "have", "did": "do", "does": "do",
    "done": "do", "men": "man", "people": "person", "shot": "shoot", "cut": "cut", "set": "set", "let": "let", "spread": "spread",
    "blew": "blow", "blown": "blow", "drove": "drive", "driven": "drive", "threw": "throw", "thrown": "throw", "tied": "tie",
    "sped": "speed", "stole": "steal", "stolen": "steal", "sold": "sell", "bought": "buy", "felt": "feel", "thought": "think",
    "found": "find", "lain": "lie", "fed": "feed", "lit": "light", "ferries": "ferry", "quays": "quay", "quotas": "quota",
}  # fmt: skip
_PAST = frozenset(
    [
        "struck",
        "hit",
        "built",
        "left",
        "stuck",
        "broke",
        "fell",
        "rose",
        "grew",
        "said",
        "told",
        "went",
        "came",
        "took",
        "gave",
        "sent",
        "began",
        "became",
        "brought",
        "sank",
        "ran",
        "saw",
        "stood",
        "withheld",
        "froze",
        "kept",
        "led",
        "lost",
        "made",
        "met",
        "paid",
        "wrote",
        "was",
        "were",
        "had",
        "did",
        "shot",
        "cut",
        "shut",
        "held",
        "forbade",
    ]
)


@lru_cache(maxsize=16_384)
def analyse(word: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return candidate base forms of a lower-cased word, and marks: past, present, ing."""
    keys = {word}
    tags: set[str] = set()
    if word in _IRREGULAR:
        keys.add(_IRREGULAR[word])
    if word in _PAST:
        tags.add("past")
    n = len(word)
    if n > 3 and word.endswith("s") and not word.endswith("ss"):
        keys.add(word[:-1])
        if word.endswith("ies") and n > 4:
            keys.add(word[:-3] + "y")
        elif word.endswith("es"):
            keys.add(word[:-2])
    if n > 4 and word.endswith("ed"):
        tags.add("past")
        keys |= {word[:-2], word[:-1]}
        if word.endswith("ied"):
            keys.add(word[:-3] + "y")
        if n > 5 and word[-3] == word[-4]:
            keys.add(word[:-3])
    if n > 5 and word.endswith("ing"):
        tags.add("ing")
        keys |= {word[:-3], word[:-3] + "e"}
        if n > 6 and word[-4] == word[-5]:
            keys.add(word[:-4])
    return frozenset(keys), frozenset(tags)
