"""Deployment files, ready to copy, mapped into the package as data."""
