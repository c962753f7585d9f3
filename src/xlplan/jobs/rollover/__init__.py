"""A year that is over becomes the next one."""
