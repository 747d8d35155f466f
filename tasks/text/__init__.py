"""What holds for any text, wherever it stands: addresses, bylines, its language, the words by which texts are compared.

What belongs here: functions on a string that know no page, no markup and no document.
"""
