"""Write data/demand.csv and data/choice_constants.csv, and the table of residuals in docs/demand.md.

python scripts/build_demand.py [--prior]     # --prior: without the calibration
python scripts/build_demand.py --cross-validate     # writes nothing: fitted counts beside fits that did not see them
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from kordon.scenario.calibrate import ROUNDS, calibrate, cross_validate, table, write_tables
from kordon.world import load_world

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/demand.md"
START, END = "<!-- residuals -->", "<!-- end of residuals -->"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prior", action="store_true", help="leave the calibration out")
    parser.add_argument("--cross-validate", action="store_true", help="judge the method on fitted counts only")
    asked = parser.parse_args()
    if asked.cross_validate:
        found = cross_validate(load_world())
        for r in found:
            print(f"{r.count.id} {r.count.stratum} {r.count.t_day:.0f} {r.assigned_t_day:.0f} {r.error:+.0%}")
        for stratum in ("rail", "road", "sea", ""):
            error = np.array([abs(r.error) for r in found if r.count.stratum.startswith(stratum)])
            print(f"{stratum or 'all'}: {len(error)} counts, median absolute error {np.median(error):.1%}")
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
    text = PAGE.read_text(encoding="utf-8")
    first, rest = text.split(START)
    PAGE.write_text(f"{first}{START}\n\n{said}\n\n{table(done)}\n\n{END}{rest.split(END)[1]}", encoding="utf-8")
    print(said)


if __name__ == "__main__":
    main()
