"""Online orders: the board, one order, and what a cashier does with it."""
