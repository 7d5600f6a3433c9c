"""Declared content types and vocabularies, mapped into the package as data."""
