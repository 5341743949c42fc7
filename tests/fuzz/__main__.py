"""Fuzz the API and the readers: `python -m tests.fuzz --cases 10000 --seed 1`."""

if __name__ == "__main__":
    # Child processes of readers run this module again: they would spend most of their time on the imports of the command.
    from tests.fuzz.command import main

    main()
