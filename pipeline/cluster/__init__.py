"""Extraction on a cluster of Dask `distributed`: which worker does what, what is tried again and how results travel is
Dask's; cutting documents into shards, keeping what comes back and telling what fails is done here.

`distributed` is an optional install (`pip install ".[cluster]"`) and imported when a cluster is asked for.
"""
