"""Pupils: who stays away, how they grow, where they sleep, where they go."""
