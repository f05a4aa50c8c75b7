"""Find licenses that lists do not state: on the scanned machine, or in an index that the user configures."""
