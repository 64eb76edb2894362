"""The parts of the `briefs` command, a module each."""
