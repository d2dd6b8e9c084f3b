"""Places: names of the tables in the forms that texts have, settlements of the gazetteer, names that no table knows."""

from kordon.reading.places.find import Gazetteer, gazetteer
from kordon.reading.places.loose import loose_names
from kordon.reading.places.model import Name, PlaceHit
from kordon.reading.places.settlements import nearer, settled
from kordon.reading.places.tables import sides_of

__all__ = ["Gazetteer", "Name", "PlaceHit", "gazetteer", "loose_names", "nearer", "settled", "sides_of"]
