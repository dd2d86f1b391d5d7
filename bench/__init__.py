"""Benchmarks: a county's worth of invented data, and figures printed as ratios measured in one run."""
