"""Word papers: one file per paper, which pours what the books say into its template."""
