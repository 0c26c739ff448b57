"""What is printed.

`tables` holds the recurring tables and pages, `papers` what goes under and with a decision, `case_file` what its file
needs.
"""
