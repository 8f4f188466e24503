"""One rule a file; beside it, texts that pass (``NAME.pass.txt``) and fail (``NAME.fail.txt``).

A line is a text, with ``¶`` between its paragraphs. After a tab, a line of failures says what
is found: the surface, and after ``=>`` the correction where it is certain.
"""
