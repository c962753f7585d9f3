"""Rules about the canteen: what it buys, stores, cooks, serves and costs."""
