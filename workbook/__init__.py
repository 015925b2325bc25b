"""Follow peace talks through the press: articles become checked tables, charts and a brief."""
