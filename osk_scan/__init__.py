"""Reads the software inventories of public bodies, judges their licenses and quantifies digital sovereignty."""
