"""The customers: whom the shop knows, and what they bought."""
