"""SQLite, and the only room that knows SQL: documents, inventories, assessments, waivers."""
