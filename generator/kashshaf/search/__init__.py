"""A search that understands Arabic: analyser, index and the terminal's side of it."""
