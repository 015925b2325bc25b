"""Who is mentioned, with whom, where; and an actor's card."""
