"""The completed sale and its receipt."""
