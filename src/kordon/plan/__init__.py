"""Kordon: plan."""
