"""Claims kept between builds, so that a build extracts only what is new. Leaving the cache out changes no byte."""

from pipeline.cache.claims import FOLDER, ClaimCache, Found
from pipeline.cache.makers import Makers, makers

__all__ = ["FOLDER", "ClaimCache", "Found", "Makers", "makers"]
