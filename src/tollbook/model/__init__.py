"""The records that every stage speaks: frozen, typed, each value with its words and provenance.

Import each from its own module, such as `tollbook.model.figure.Figure`.
"""
