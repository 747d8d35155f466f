"""Lists and models from files: the gazetteer's index and the name models, loaded here and handed to tasks."""
