"""The page "Rencana aksi": a year's quarterly targets and what is to be done in each quarter."""
