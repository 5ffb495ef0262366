"""`python -m pipeline.publish.write_database PARQUET_FOLDER FILE HASH`: writes the DuckDB file in its own process."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

from pipeline.errors import MachineError
from pipeline.publish.database import create_file

if __name__ == "__main__":
    try:
        create_file(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
    except (duckdb.Error, MachineError, OSError) as error:  # the parent process shows the last line as its message
        sys.exit(str(error).replace("\n", " "))
