"""Kordon: brief."""
