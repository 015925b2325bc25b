"""What every chart uses: themes, words and days, widths of text, colours and their letters, marks, provenance."""
