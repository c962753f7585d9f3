"""What can be trusted afterwards: snapshots of the masters, months that are closed, and the chain that holds them together."""
