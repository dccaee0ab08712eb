"""The desk: a web application on one machine, where people read, check, compare and decide.

`app` puts it together, `guard` keeps strangers out, `data` asks the book, `words` says things in words,
`view` fills templates; one module for each page lies in `pages`.
"""
