"""One facade for every query: in a unit by its own index, in the province by the side store."""
