"""How good the tables are: each layer against annotated text."""
