"""What is printed: the recurring tables and pages, and the papers of a decision."""
