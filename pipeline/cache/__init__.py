"""Claims kept between builds, so that a build extracts only what is new. Leaving the cache out changes no byte."""

from pipeline.cache.claims import FOLDER, ClaimCache, Found
from pipeline.cache.makers import Makers, makers
from pipeline.cache.shards import SHARDS

__all__ = ["FOLDER", "SHARDS", "ClaimCache", "Found", "Makers", "makers"]
