"""What changed in an edition between two states of its archive, in sentences."""
