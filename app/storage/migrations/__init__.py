"""Alembic's folder: how a store of one revision becomes one of the next."""
