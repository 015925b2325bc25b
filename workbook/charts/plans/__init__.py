"""What each plan says on each point, and who stands where."""
