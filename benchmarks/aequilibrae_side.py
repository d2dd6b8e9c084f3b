"""Runs in AequilibraE's own environment: reads a network, assigns it, prints seconds as JSON."""

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
    best = float("inf")
    reached = iterations = None
    for _ in range(repeat):
        graph = Graph()
        graph.network = links.copy()
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
        assignment.set_cores(1)
        assignment.max_iter = 3000
        assignment.rgap_target = gap
        began = time.perf_counter()
        assignment.execute(log_specification=False)
        best = min(best, time.perf_counter() - began)
        report = assignment.report()
        reached, iterations = float(report["rgap"].iloc[-1]), int(report["iteration"].iloc[-1])
    print(json.dumps({"seconds": best, "gap": reached, "iterations": iterations}))


if __name__ == "__main__":
    main()
