"""The site as pages of Markdown, for another engine than ours.

Each page lies in a folder of its own, as `index.md`: then a relative address means the same to an
engine that takes it from the source, and to one that takes it from the page in the browser. So the
HTML of the pages stays as it is, and they need no links of their own.
"""
