"""Where the core meets the world: everything here may import the core, and nothing imports it."""
