"""How fast xlplan is, side by side with its yardsticks: ``make bench`` measures and writes docs/bench.md."""
