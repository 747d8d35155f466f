"""How what is shipped was made: the name model and the names of the months. Nothing here runs in the product."""
