"""Which findings count, and how they are printed: ``kashshaf check`` and what builds share."""
