"""`python -m lotse.cli` is the lotse command without an installed script."""

from lotse.cli import main

if __name__ == "__main__":
    main()
