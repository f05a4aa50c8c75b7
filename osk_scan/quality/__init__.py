"""How much of what quality profiles ask for an inventory states: profiles are data, the answers are counts."""
