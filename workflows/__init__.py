"""Declared workflows, mapped into the package as data."""
