"""How the shipped name model was made: corpora, training, export. Nothing here runs in the product."""
