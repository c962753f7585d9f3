"""Fixed assets, buildings, repairs and who keeps them."""
