"""Kashshaf (كشّاف): cross-referenced, searchable editions of Arabic press archives."""

__version__ = "0.1.0"
