"""Neutral document to PDF, picture and text."""
