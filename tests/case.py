"""The model case in a test's database, quickly."""

from tests.kept import Kept


def _load() -> None:
    from project.operations.demo import load_demo

    load_demo("lyhort-demo")


_case = Kept(_load)


def load_case() -> None:
    """Have the model case in the database of this test, which holds nothing else."""
    _case.load()
