"""Kordon: scenario."""
