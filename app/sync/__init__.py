"""Sync: what the till and its back ends tell each other, in the background."""
