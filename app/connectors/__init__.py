"""Connectors: a file per back end, and what all of them share."""
