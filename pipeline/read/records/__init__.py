"""Containers of many texts with their metadata in fields: JSON lines, CSV tables and Parquet files."""
