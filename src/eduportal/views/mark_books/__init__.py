"""The mark book in the browser: the grid, saving it, what is done with the book as a whole, and its journal."""
