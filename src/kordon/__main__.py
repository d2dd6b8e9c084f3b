"""``python -m kordon`` is ``kordon``."""

from kordon.cli import main

if __name__ == "__main__":
    main()
