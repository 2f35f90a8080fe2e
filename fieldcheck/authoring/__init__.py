"""For whoever writes forms: checking, listing, importing, exporting and reading them on paper."""
