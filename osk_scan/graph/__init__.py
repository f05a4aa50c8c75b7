"""The requires-graph: one system for people who ask, the whole portfolio on integer arrays."""
