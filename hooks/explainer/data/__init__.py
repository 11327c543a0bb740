"""What does data/ hold, and what follows from it? Records, periods, quantities, facts, addresses.

Uses: the ground floor (problems, memo) only.
"""
