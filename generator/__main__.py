"""``python generator build``: Kashshaf run from a checkout without being installed."""

from kashshaf.cli import main

if __name__ == "__main__":
    main(prog_name="kashshaf")
