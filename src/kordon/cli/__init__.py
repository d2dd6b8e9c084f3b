"""Kordon: cli."""
