"""What a license text means, what it is, and whether licenses go together in the situation an agency is in."""
