"""How one name comes to be spelled in many ways: scripts, diacritics, sounds and slips of the finger."""
