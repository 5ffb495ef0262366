"""Showing a built dataset on this machine: its pages over HTTP, and a SQLite file of its tables for Datasette.

Nothing here changes the dataset, and no server of this package can be reached from another machine.
"""
