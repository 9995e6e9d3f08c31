"""The stock screen."""
