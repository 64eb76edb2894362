"""What a page says of itself to machines: in its head, and in a file of linked data beside it."""
