"""Kordon: risk."""
