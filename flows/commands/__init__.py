"""The commands of `presswatch`, each a few lines: read the arguments, call, print. Libraries are loaded inside them."""
