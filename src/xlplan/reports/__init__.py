"""Tables made from the books: values only; how they look is decided in `excel.papers`."""
