"""The invoices screen."""
