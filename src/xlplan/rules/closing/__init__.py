"""What must hold before a month is closed."""
