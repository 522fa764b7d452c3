"""
What a Qoo10 Japan order really pays, when, and by which dated rule.
"""
