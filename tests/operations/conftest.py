import pytest

from tests.operations.installation import new_installation


@pytest.fixture(scope="session")
def model_case(tmp_path_factory):
    """An installation with the model case and two stored files; tests take a copy of it."""
    made = new_installation(tmp_path_factory.mktemp("model-case") / "data")
    made.manage("migrate", "--verbosity", "0")
    made.manage("load_demo")
    (made.files / "2026").mkdir(parents=True)
    (made.files / "2026" / "minnesanteckningar-åäö.txt").write_text(
        "Anteckningar från mötet", encoding="utf-8"
    )
    (made.files / "bild.bin").write_bytes(bytes(range(256)) * 64)
    yield made
    made.drop()


@pytest.fixture
def installation(model_case, tmp_path):
    """An installation with the model case, of the test's own."""
    made = model_case.copy(tmp_path / "data")
    yield made
    made.drop()


@pytest.fixture
def empty_installation(tmp_path):
    """A machine on which the product was installed and nothing more done: no tables, no secret."""
    made = new_installation(tmp_path / "empty-data")
    yield made
    made.drop()


@pytest.fixture
def backup(installation, tmp_path):
    """A backup of the installation."""
    folder = tmp_path / "backup"
    installation.manage("backup", folder)
    return folder
