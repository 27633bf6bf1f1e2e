"""`python -m pubflow`, for where scripts are not on the path."""

from pubflow.cli import main

if __name__ == "__main__":
    main()
