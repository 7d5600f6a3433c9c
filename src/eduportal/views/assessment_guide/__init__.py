"""The public page that explains each rule set to teachers and parents, with examples that the engine computes."""
