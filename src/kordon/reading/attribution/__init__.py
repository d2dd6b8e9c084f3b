"""Who says it: the speaker closest to the fact, the relays that passed it on, and the class of the speaker."""

from kordon.reading.attribution.deciding import named_speaker, signed
from kordon.reading.attribution.find import find_speaker
from kordon.reading.attribution.speaker import Speaker, persons

__all__ = ["Speaker", "find_speaker", "named_speaker", "persons", "signed"]
