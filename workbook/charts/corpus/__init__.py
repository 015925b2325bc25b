"""What is in the corpus: its articles."""
