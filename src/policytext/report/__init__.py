"""The report: what is chosen, counted and compared, and the formats that show it."""
