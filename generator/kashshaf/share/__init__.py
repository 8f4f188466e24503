"""What lets others take, cite and follow an edition: linked data, citations, feeds."""
