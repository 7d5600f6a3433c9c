"""What is done to many things of the contents at once, each with a look at what will change before it is done."""
