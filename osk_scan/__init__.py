"""Reads what software public bodies have, says which licenses conflict in their situation, and quantifies sovereignty."""
