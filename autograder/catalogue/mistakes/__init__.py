"""What goes wrong: the mistakes of each rule under its name, and the families that many rules share."""
