"""People and the life of a cell: profiles, lives, what a membership is composed of, dues, working days, meetings."""
