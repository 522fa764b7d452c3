"""
Extras: what needs an optional library, one module each.

A missing one is an `ImportError` that names the extra to install, such as ``qoo10model[ical]``.
"""

from __future__ import annotations
