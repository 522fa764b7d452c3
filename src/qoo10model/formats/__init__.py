"""
Rows from outside: replies of the API and exports become values, with a finding for what is odd.
"""
