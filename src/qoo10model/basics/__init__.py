"""
The words every subject speaks: money, periods, timelines, findings, errors.
"""
