"""Containers that pack other files: zip, gzip, web archives."""
