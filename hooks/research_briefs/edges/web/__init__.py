"""The web, as far as a command asks for it: the only part of the house that reaches it."""
