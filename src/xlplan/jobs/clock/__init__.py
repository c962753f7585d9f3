"""What runs, when, once: the schedule, the lease, the history."""
