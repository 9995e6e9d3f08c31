"""The hub: the shop's own server, which speaks the API of Apex POS."""
