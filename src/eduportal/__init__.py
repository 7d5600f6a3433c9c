"""One portal for the education of a province: the Sở, its offices, every school, every class."""
