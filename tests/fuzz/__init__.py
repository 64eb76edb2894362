"""Looks for inputs that the readers of records do not stand; `python -m tests.fuzz --help`.

`targets` says what is tried and what must hold of every input, `mutation` makes inputs, `bare` and
`guided` are the two engines, `finds` makes what they find small and keeps it in `corpus/`, where
`tests/test_fuzz_corpus.py` tries it again with all other tests.
"""
