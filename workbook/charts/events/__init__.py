"""What happened when: events on a line of time."""
