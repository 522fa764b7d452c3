"""
What Qoo10 sets: dated numbers with their sources, and the words they need.

`qoo10model.rules.book` gathers them as `RuleBook`; `JAPAN` is the book of Qoo10 Japan.
"""
