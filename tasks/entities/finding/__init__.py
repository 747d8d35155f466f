"""Where names stand in a text: by rules, by a trained model, by both together.

`combined` joins what rules and model found. What belongs here: candidates. What does not: whom they mean
(tasks/entities/meaning).
"""
