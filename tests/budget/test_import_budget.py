"""``kordon --help`` must stay cheap: what it may import, and how much processor time it may take."""

from __future__ import annotations

import resource
import subprocess
import sys

HEAVY = ("numpy", "scipy", "numba", "pandas", "pyarrow", "shapely", "fastapi", "sqlalchemy", "pydantic", "rich",
         "jinja2", "httpx", "trafilatura", "pymorphy3")  # fmt: skip


def test_help_imports_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "kordon", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    imported = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in done.stderr.splitlines() if "|" in line}
    assert "click" in imported
    assert not imported & set(HEAVY)


def test_help_takes_less_than_300_ms_of_processor_time() -> None:
    # Processor time, not wall time: it does not depend on what else the machine is doing. The least of three runs.
    def spent() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "kordon", "--help"], capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)

    assert min(spent() for _ in range(3)) < 0.3


def test_importing_kordon_loads_no_room() -> None:
    code = "import sys, kordon; print([m for m in sys.modules if m.startswith('kordon.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_reading_a_text_loads_only_what_reading_needs() -> None:
    needless = {
        "httpx", "jinja2", "numba", "pypdf", "rapidfuzz", "rich", "scipy", "trafilatura",
        "kordon.flow", "kordon.model.outcomes", "kordon.model.routes", "kordon.model.scenarios",
        "kordon.reading.places.unknown_en", "kordon.reading.places.unknown_kk", "kordon.reading.places.unknown_zh",
        "kordon.world.network", "kordon.world.records", "kordon.world.tables",
    }  # fmt: skip
    code = (
        "import sys; from kordon.model import Report; from kordon.reading import read;"
        "claims = read(Report(id='a', text='У поста Сырым скопилось 420 фур.', lang='ru', published='2026-03-01'));"
        "assert claims; print(*sys.modules, sep='\\n')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "kordon.reading.places.unknown_ru" in done.stdout.split()
    assert not needless & set(done.stdout.split())
