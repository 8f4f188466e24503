"""What editors need to see and to do: who has reviewed what, and what is left to decide."""
