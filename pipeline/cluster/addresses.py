"""Where a cluster is: the address of its scheduler."""

from __future__ import annotations

import re

from pipeline.errors import CallError

ADDRESS = re.compile(r"(?:tcp|tls)://(?:\[[0-9a-fA-F:.]+\]|[^\s:/@\[\]]+):[0-9]{1,5}")
START = "`dask scheduler` prints its address, and `dask worker ADDRESS --nthreads 1` on each machine adds workers"


def checked_address(address: str | None) -> str:
    """The address of a scheduler. Raises CallError when there is none, or it is none."""
    if not address:
        raise CallError(f"--engine dask needs --address tcp://HOST:PORT, that of a cluster: {START}")
    if not ADDRESS.fullmatch(address) or int(address.rpartition(":")[2]) > 65_535:
        raise CallError(f"the address {address!r} is not tcp://HOST:PORT; {START}")
    return address
