"""Rules for Arabic press text: what a copy editor would mark, each in a file of its own."""
