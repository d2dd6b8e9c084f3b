"""Kordon: flow."""
