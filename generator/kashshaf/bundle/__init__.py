"""The offline copy of an archive: one zip that is read by double click, without a network."""
