"""Printers and other devices of the counter: bytes and queues."""
