"""Turn inventories, catalogue and scores into findings, by rules that are data."""
