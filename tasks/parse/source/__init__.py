"""Bytes to text: the character encoding, repairs of broken text, and whether the bytes are markup, text or neither.

The lowest room of reading: it knows no element, no line and no layer.
"""
