"""The screen of sync and problems."""
