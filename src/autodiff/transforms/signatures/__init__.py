"""What the transforms return, to checkers: classes for a function of each kind, never made.

At run time there are functions in their place. They are classes and no Protocols, for checkers
compare Protocols member by member, and mypy takes minutes to do so with overloaded calls.
"""
