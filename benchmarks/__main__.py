"""``python -m benchmarks``: ratios of others' times to ours, each pair measured in turn in one run, best of three.

    python -m benchmarks [--peer] [--tntp FOLDER] [--quick] [--out TABLE.md]

``--peer`` installs AequilibraE into ``benchmarks/.venv`` on first use and runs it on one core beside ours.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.networks import mesh
from kordon.flow import Problem, Solution, prepare, solve
from kordon.flow.engine import State
from kordon.flow.graph import Ints
from kordon.flow.sweep import busiest, sweep
from kordon.flow.tables import read_tntp

HERE = Path(__file__).parent


def best_of(times: int, work: Callable[[], Any]) -> float:
    """Return the shortest of some runs in seconds."""
    best = np.inf
    for _ in range(times):
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return float(best)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", action="store_true")
    parser.add_argument("--tntp", type=Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    sizes = [("grid", 750, 60), ("delaunay", 500, 60)] if args.quick else [
        ("grid", 750, 60), ("grid", 900, 100), ("delaunay", 500, 60), ("delaunay", 620, 100)
    ]  # fmt: skip
    cases = {f"{kind} {n}/{z}": mesh(kind, n, z, seed) for seed, (kind, n, z) in enumerate(sizes)}
    if args.tntp:
        for net in sorted(args.tntp.glob("*/*_net.tntp")):
            cases[net.parent.name] = read_tntp(net, net.with_name(net.name.replace("_net", "_trips"))).problem
    print(f"loading or compiling: {prepare():.2f} s")
    rows: dict[str, list[float]] = {}
    for name, problem in cases.items():
        print(f"{name}: {problem}")
        if args.peer:
            for gap, ratio in peer(problem).items():
                rows.setdefault(f"AequilibraE / ours, gap {gap:g}", []).append(ratio)
            found = peer_sweep(problem, 2 if args.quick else 4)
            if found is not None:
                rows.setdefault("AequilibraE / ours, 100 closures at 1e-05, two cores", []).append(found)
        base = solve(problem, gap=1e-8)
        rows.setdefault("audited gap / reported gap", []).append(base.audited_gap / base.gap)
        count = 10 if args.quick else 30
        for kind, chosen in (("a link in use", streets(base, count)), ("a busiest link", busiest(base, count))):
            ratios = []
            for a in chosen:
                other = problem.closed([a])
                cold = best_of(3, lambda other=other: solve(other, gap=1e-5))  # type: ignore[misc]
                warm = best_of(3, lambda other=other, base=base: solve(other, gap=1e-5, start=base))  # type: ignore[misc]
                ratios.append(cold / warm)
            rows.setdefault(f"cold / warm, closure of {kind}, 1e-5 (medians)", []).append(float(np.median(ratios)))
        single = best_of(3, lambda p=problem: solve(p, gap=1e-6))  # type: ignore[misc]
        for count_ in (4, 8):
            many = in_classes(problem, count_)
            took = best_of(3, lambda p=many: solve(p, gap=1e-6))  # type: ignore[misc]
            rows.setdefault(f"{count_} classes / {count_} times one class, 1e-6", []).append(took / single / count_)
        closures = [[a] for a in streets(base, 100)]
        one = best_of(3, lambda c=closures, b=base: sweep(b, c, gap=1e-5))  # type: ignore[misc]
        two = best_of(3, lambda c=closures, b=base: sweep(b, c, gap=1e-5, workers=2))  # type: ignore[misc]
        rows.setdefault("sweep on 1 worker / on 2", []).append(one / two)
    for nodes in (13_000, 50_000) if args.quick else (13_000, 50_000, 100_000):
        rows.setdefault("scipy Dijkstra / our trees", []).append(trees(mesh("delaunay", nodes, 20, 7)))
    table = ["| ratio | minimum | median | maximum | cases |", "|---|---|---|---|---|"]
    for label, values in rows.items():
        low, mid, high = np.min(values), np.median(values), np.max(values)
        table.append(f"| {label} | {low:.3g} | {mid:.3g} | {high:.3g} | {len(values)} |")
    print("\n".join(table))
    if args.out:
        args.out.write_text("\n".join(table) + "\n", encoding="utf-8")


def in_classes(problem: Problem, count: int) -> Problem:
    """Return a problem of one class as one of several: demand shared evenly, link costs their own by up to a tenth."""
    draw = np.random.default_rng(count)
    free = problem.delay.free_days
    return Problem(
        problem.graph, problem.delay, fixed=0.1 * draw.random((count, len(free))) * free, vot=np.ones(count),
        origin=np.tile(problem.origin, count), destination=np.tile(problem.destination, count),
        cls=np.repeat(np.arange(count), problem.n_pairs), demand=np.tile(problem.demand / count, count),
    )  # fmt: skip


def trees(problem: Problem) -> float:
    """Return scipy's time for full trees from twenty origins over ours."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    graph = problem.graph
    n = graph.n_split
    matrix = csr_matrix(
        (problem.delay.free_days, (graph.departure[graph.tail], graph.head)), shape=(n, n)
    )  # fmt: skip
    origins = graph.departure[np.unique(problem.origin)]
    state = State(problem)
    groups = np.arange(len(state.sizes), dtype=np.int32)

    def ours() -> None:
        state.sizes[:], state.preds[:] = 0, -1
        state.look(groups)

    return best_of(3, lambda: dijkstra(matrix, indices=origins, return_predecessors=True)) / best_of(3, ours)


def peer(problem: Problem) -> dict[float, float]:
    """Return AequilibraE's time over ours by gap, one core each."""
    out: dict[float, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        case = _case(problem, Path(folder))
        for gap in (1e-4, 1e-5, 1e-6):
            theirs = _theirs(case, gap, 1, 1)
            if theirs is None:
                break
            mine = best_of(3, lambda gap=gap: solve(problem, gap=gap))  # type: ignore[misc]
            short = "" if theirs["gap"] <= gap * 1.001 else f" (stopped at {theirs['gap']:.1e}: a lower bound)"
            print(f"  gap {gap:g}: AequilibraE {theirs['seconds']:.2f} s, ours {mine:.3f} s{short}")
            out[gap] = theirs["seconds"] / mine
    return out


def peer_sweep(problem: Problem, sample: int) -> float | None:
    """Return AequilibraE's time over ours for 100 closures at 1e-5 on two cores.

    Theirs is 100 times the mean of ``sample`` of the closures, each solved anew without the link, as it has no other
    way; ours are all 100, from one base whose own solution counts as well.
    """

    def ours() -> None:
        base = solve(problem, gap=1e-8)
        sweep(base, [[a] for a in streets(base, 100)], gap=1e-5, workers=2)

    links = streets(solve(problem, gap=1e-8), 100)
    with tempfile.TemporaryDirectory() as folder:
        chosen = links[:: max(1, len(links) // sample)][:sample]
        theirs = _theirs(_case(problem, Path(folder)), 1e-5, 1, 2, [int(a) for a in chosen])
    if theirs is None:
        return None
    mine = best_of(3, ours)
    whole = 100 * theirs["total"] / len(chosen)
    print(f"  100 closures: AequilibraE {whole:.1f} s (from {len(chosen)}), ours {mine:.2f} s")
    return float(whole / mine)


def streets(base: Solution, count: int) -> Ints:
    """Return links with traffic whose closure cuts no zone off: neither end is a zone, drawn at random."""
    graph = base.problem.graph
    used = np.flatnonzero((base.link_volume > 0) & graph.through[graph.tail] & graph.through[graph.head])
    return np.random.default_rng(0).permutation(used)[:count].astype(np.int32)


def _case(problem: Problem, folder: Path) -> Path:
    """Write a problem for the other side; return the file."""
    zones = int(max(problem.origin.max(), problem.destination.max())) + 1
    trips = np.zeros((zones, zones))
    trips[problem.origin, problem.destination] = problem.demand
    delay, path = problem.delay, folder / "case.npz"
    np.savez(
        path, tail=problem.graph.tail, head=problem.graph.head, fft=np.maximum(delay.free_days, 1e-6),
        capacity=np.where(delay.depends, delay.capacity, 1e9), alpha=np.where(delay.depends, delay.p1, 0.0),
        power=np.where(delay.depends, delay.p2, 1.0), trips=trips, zones=zones,
        blocked=not problem.graph.through[:zones].any(),
    )  # fmt: skip
    return path


def _theirs(case: Path, gap: float, repeat: int, cores: int, closed: list[int] | None = None) -> dict[str, Any] | None:
    """Return what AequilibraE needed, installing it on first use; None, and a line, if it fails."""
    python = HERE / ".venv" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(HERE / ".venv")], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", "aequilibrae"], check=True)
    words = [str(python), str(HERE / "aequilibrae_side.py"), str(case), str(gap), str(repeat), str(cores)]
    words += [",".join(map(str, closed))] if closed else []
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=900)
    if done.returncode:
        print(f"  AequilibraE failed: {done.stderr.strip().splitlines()[-1:]}")
        return None
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


if __name__ == "__main__":
    main()
