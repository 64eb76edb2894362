"""What releases have made, as files: versions, their differences, feeds, and ways from old ids."""
