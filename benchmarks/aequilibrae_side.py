"""Runs in AequilibraE's own environment: reads a network, assigns it, prints seconds as JSON.

Arguments: case, gap, repeats, cores, links to close one after the other (numbers joined by commas).
"""

from __future__ import annotations

import json
import os
import sys
import time

os.environ["AEQ_SHOW_PROGRESS"] = "FALSE"


def main() -> None:
    import numpy as np
    import pandas as pd
    from aequilibrae.matrix import AequilibraeMatrix
    from aequilibrae.paths import Graph, TrafficAssignment, TrafficClass

    data = np.load(sys.argv[1])
    gap, repeat = float(sys.argv[2]), int(sys.argv[3])
    zones = int(data["zones"])
    links = pd.DataFrame({
        "link_id": np.arange(1, len(data["tail"]) + 1), "a_node": data["tail"] + 1, "b_node": data["head"] + 1,
        "direction": 1, "fft": data["fft"], "capacity": data["capacity"], "alpha": data["alpha"],
        "power": data["power"],
    })  # fmt: skip
    cores = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    closed = [int(a) for a in sys.argv[5].split(",")] if len(sys.argv) > 5 else [-1] * repeat
    best, total = float("inf"), 0.0
    reached = iterations = None
    for link in closed:
        graph = Graph()
        graph.network = links.drop(index=link).copy() if link >= 0 else links.copy()
        graph.prepare_graph(np.arange(1, zones + 1))
        graph.set_graph("fft")
        graph.set_skimming(["fft"])
        graph.set_blocked_centroid_flows(bool(data["blocked"]))
        matrix = AequilibraeMatrix()
        matrix.create_empty(zones=zones, matrix_names=["trips"], memory_only=True)
        matrix.index[:] = np.arange(1, zones + 1)
        matrix.matrix["trips"][:, :] = data["trips"]
        matrix.computational_view(["trips"])
        assignment = TrafficAssignment()
        assignment.set_classes([TrafficClass("car", graph, matrix)])
        assignment.set_vdf("BPR")
        assignment.set_vdf_parameters({"alpha": "alpha", "beta": "power"})
        assignment.set_capacity_field("capacity")
        assignment.set_time_field("fft")
        assignment.set_algorithm("bfw")
        assignment.set_cores(cores)
        assignment.max_iter = 3000
        assignment.rgap_target = gap
        began = time.perf_counter()
        assignment.execute(log_specification=False)
        spent = time.perf_counter() - began
        best, total = min(best, spent), total + spent
        report = assignment.report()
        reached, iterations = float(report["rgap"].iloc[-1]), int(report["iteration"].iloc[-1])
    print(json.dumps({"seconds": best, "total": total, "gap": reached, "iterations": iterations}))


if __name__ == "__main__":
    main()
