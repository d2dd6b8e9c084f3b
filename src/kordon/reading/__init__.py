"""Kordon: reading."""
