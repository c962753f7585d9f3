"""Rules about safety: hazards, drills, pledges, lessons, the gate, fire gear, hygiene, accidents."""
