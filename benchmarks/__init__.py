"""How fast the till is, each figure beside its limit measured in the same run."""
