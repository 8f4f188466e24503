"""Pictures of the archive: inline SVG, made at build, each with a table that says the same."""
