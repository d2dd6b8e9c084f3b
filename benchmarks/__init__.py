"""Benchmarks: ours beside others, in turn, in one run."""
