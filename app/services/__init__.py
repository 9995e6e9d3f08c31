"""Use cases, a file per noun. Each takes a unit of work and returns (result, Changes)."""
