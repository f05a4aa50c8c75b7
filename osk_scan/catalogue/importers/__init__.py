"""Read knowledge of others into overlays that an advisor keeps beside the shipped catalogue."""
