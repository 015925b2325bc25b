"""Who said what: statements counted or in order of time, terms in quotation marks, words in context."""
