"""``python -m kashshaf``: the same as the ``kashshaf`` command."""

from kashshaf.cli import main

if __name__ == "__main__":
    main()
