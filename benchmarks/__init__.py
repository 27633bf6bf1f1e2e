"""Benchmarks, run on demand: `make bench`. They print tables; nothing here is a test."""
