"""Benchmarks: each job side by side with its peer in the same run, as ratios of medians."""
