"""Parse the Russian words of ``data/ru.lex`` and store what comes out as ``reading/data/ru_words.tsv``.

    python scripts/store_words.py

Run it after every edit of ``data/ru.lex`` or ``lang/ru_parse.py``, and for another release of pymorphy3 or of its
dictionary. Without it all is read the same: words that the file lacks, or all of them where another maker made it, are
parsed when the reader is loaded, which takes up to half a second longer. The same lexicon and packages give the same
file.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from kordon.reading.lang import ru_stored
from kordon.reading.lexicon import analysed_words


def main() -> None:
    path = Path(str(resources.files("kordon.reading").joinpath("data/ru_words.tsv")))
    text = ru_stored.dumped(analysed_words("ru"))
    path.write_text(text, encoding="utf-8", newline="\n")
    print(f"{path.name}: {text.count(chr(10)) - 1} words, by {ru_stored.maker()}")


if __name__ == "__main__":
    main()
