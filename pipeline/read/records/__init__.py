"""Containers of many texts with their metadata in fields: JSON lines and CSV tables."""
