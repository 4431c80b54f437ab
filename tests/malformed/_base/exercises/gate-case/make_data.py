"""Make lorries.csv."""
