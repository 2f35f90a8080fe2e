"""The field's values and rules, immutable; imports nothing but the standard library."""
