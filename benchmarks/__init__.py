"""What the course costs, measured beside its peers in one run: ``python -m benchmarks``."""
