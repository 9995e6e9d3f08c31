"""Pure rules of the counter: money, tax, cart, sale. Standard library only."""
