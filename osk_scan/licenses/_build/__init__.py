"""Compile the license tables from the lists that others publish and from our own: needed by maintainers only."""
