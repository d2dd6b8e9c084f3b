"""Write data/demand.csv: the totals spread over zones and moved towards the published counts (docs/demand.md).

python scripts/build_demand.py [--prior]     # --prior: without the calibration
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from kordon.world import load_world
from kordon.world.calibrate import calibrate

OUT = Path(__file__).resolve().parents[1] / "src/kordon/world/data/demand.csv"
HEAD = ["origin", "destination", "cargo", "t_day", "choke_usd_t", "kind", "source", "source_date", "note"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prior", action="store_true", help="leave the calibration out")
    parser.add_argument("--rounds", type=int, default=12)
    asked = parser.parse_args()
    done = calibrate(load_world(), rounds=0 if asked.prior else asked.rounds)
    with OUT.open("w", newline="", encoding="utf-8") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(HEAD)
        for key, prior, t_day, choke in zip(done.keys, done.prior_t_day, done.t_day, done.choke_usd_t, strict=True):
            moved = abs(t_day / prior - 1) > 0.001
            kind = ("calibrated", "demand_counts.csv") if moved else ("estimated", "demand_totals.csv, spread")
            out.writerow([*key, f"{t_day:.3f}", f"{choke:.2f}", *kind, "", ""])
    for key in done.lost:
        print("no way at all:", *key)
    mt, mt_before = (v.sum() * 365 / 1e6 for v in (done.t_day, done.prior_t_day))
    print(f"{len(done.keys)} rows, {mt:.1f} Mt a year (before: {mt_before:.1f}), gap {done.gap:.1e}")
    print("| count | published t/day | before | after | error after | use |")
    print("| --- | ---: | ---: | ---: | ---: | --- |")
    before = {r.id: r.assigned_t_day for r in done.before or done.after}
    for r in done.after:
        use = "kept out" if r.kept_out else "fitted"
        figures = f"{r.published_t_day:,.0f} | {before[r.id]:,.0f} | {r.assigned_t_day:,.0f} | {r.error:+.0%}"
        print(f"| {r.name} | {figures} | {use} |")
    fitted, out_of_it = (done.median_error(kept_out=k) for k in (False, True))
    print(f"median absolute error: fitted {fitted:.0%}, kept out {out_of_it:.0%}")


if __name__ == "__main__":
    main()
