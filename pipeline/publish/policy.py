"""Content security policies: what a page may run and load."""

from __future__ import annotations

import base64
import hashlib


def source_hash(text: str) -> str:
    """The source that is this very script or style and no other."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
