"""Write data/demand.csv and data/choice_constants.csv, and the table of residuals in docs/demand.md.

python scripts/build_demand.py [--prior]     # --prior: without the calibration
python scripts/build_demand.py --cross-validate     # counts beside fits that did not see them: writes no data
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from kordon.scenario.calibrate import ROUNDS, Residual, calibrate, cross_validate, table, write_tables
from kordon.world import load_world

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/demand.md"
FOLDS = 5
MOST_LOG = 2.0
"""An absolute logarithm of assigned over published counts as this at most, so that one empty post does not decide."""


def errors_table(found: tuple[Residual, ...]) -> str:
    """Return a Markdown table of the errors of left-out counts by kind: of 2024, and of any year."""
    lines = ["| counts | kind | number | median error | mean log | within a factor of 2 |",
             "| --- | --- | ---: | ---: | ---: | ---: |"]  # fmt: skip
    for name, mine in (("of 2024", [r for r in found if r.count.judged]), ("of any year", list(found))):
        for kind in ("rail", "road", "sea", "all"):
            ratio = np.array([1 + r.error for r in mine if kind in (r.count.stratum, "all")])
            log = np.minimum(np.abs(np.log(np.maximum(ratio, 1e-9))), MOST_LOG)
            lines.append(
                f"| {name} | {kind} | {len(ratio)} | {np.median(np.abs(ratio - 1)):.1%} | {log.mean():.2f} "
                f"| {np.mean(log <= np.log(2)):.0%} |"
            )
    return "\n".join(lines)


def put(part: str, text: str) -> None:
    """Write a text between the two marks of a part of the page."""
    page = PAGE.read_text(encoding="utf-8")
    first, rest = page.split(f"<!-- {part} -->")
    PAGE.write_text(
        f"{first}<!-- {part} -->\n\n{text}\n\n<!-- end of {part} -->{rest.split(f'<!-- end of {part} -->')[1]}",
        encoding="utf-8",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prior", action="store_true", help="leave the calibration out")
    parser.add_argument(
        "--cross-validate", action="store_true", help="judge the method on counts that a fit did not see"
    )
    asked = parser.parse_args()
    if asked.cross_validate:
        print("fitted counts, a third left out in turn: for choices of method")
        print(errors_table(cross_validate(load_world())))
        found = cross_validate(load_world(), n=FOLDS, everything=True)
        for r in found:
            print(f"{r.count.id} {r.count.year} {r.count.t_day:.0f} {r.assigned_t_day:.0f} {r.error:+.0%}")
        put("left out", errors_table(found))
        print(errors_table(found))
        return
    done = calibrate(load_world(), rounds=0 if asked.prior else ROUNDS)
    write_tables(done, ROOT / "src/kordon/world/data")
    for key in done.prior.lost:
        print("no way at all:", *key)
    mt, mt_before = (v.sum() * 365 / 1e6 for v in (done.t_day, done.prior.t_day))
    fitted, kept_out = (done.median_error(kept_out=k) for k in (False, True))
    said = (
        f"{len(done.t_day)} rows, {mt:.1f} Mt a year ({mt_before:.1f} before), {done.unserved_t_day * 365 / 1e6:.1f} "
        f"Mt unserved at the choke price or by rules. Median absolute error: fitted {fitted:.1%}, "
        f"kept out {kept_out:.1%}."
    )
    put("residuals", f"{said}\n\n{table(done)}")
    print(said)


if __name__ == "__main__":
    main()
