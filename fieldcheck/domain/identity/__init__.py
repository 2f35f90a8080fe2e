"""Who somebody is, as papers and people say it: names, birth dates, papers, and perhaps the same person."""
