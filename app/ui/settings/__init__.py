"""The settings: shop, tax, receipt, window, sounds, data and keys."""
