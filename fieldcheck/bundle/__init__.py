"""Signed containers (ASiC-E with CAdES) in age envelopes: written, checked, read back."""

from fieldcheck.bundle.asic_bundles import AsicBundles
from fieldcheck.bundle.check import check_bundle
from fieldcheck.bundle.set_up import Made, read_set_up, write_set_up

__all__ = ["AsicBundles", "Made", "check_bundle", "read_set_up", "write_set_up"]
