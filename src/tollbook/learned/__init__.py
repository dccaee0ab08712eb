"""The learned reader: what the rules found in a text -> figures weighed, completed and added by an encoder."""
