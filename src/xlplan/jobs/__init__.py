"""What the office asks for: one file per job, a function named after it."""
