"""Which articles report on the same event: how close two are in what they tell (terms), and groups of them (groups)."""
