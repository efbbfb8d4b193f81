"""Random programs, and what they mean: run on Variables, and on NumPy's own complex arrays.

A program is Python text, one statement a step, so that the same text is run by both sides, and is
what a failure prints. ``steps`` has the data, ``writing`` makes programs, ``reference`` runs them
on plain arrays with complex steps for derivatives, ``comparison`` runs them on Variables and says
where the two differ, ``shrinking`` looks for a shorter program that differs too.
"""
