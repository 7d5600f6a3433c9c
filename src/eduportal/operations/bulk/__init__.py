"""What is done to many things at once: copy, move, rename, tags, days, marks, a site as a template for others."""
