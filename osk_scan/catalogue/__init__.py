"""What is known of software: vendors, products, aliases, support dates; every fact a set of values with evidence."""

from osk_scan.catalogue.catalogue import Catalogue
from osk_scan.catalogue.loading import load_catalogue
from osk_scan.catalogue.matching import Match

__all__ = ["Catalogue", "Match", "load_catalogue"]
