"""What each source tells and omits."""
