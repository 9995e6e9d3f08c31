"""The first start: what the shop is, asked in four steps."""
