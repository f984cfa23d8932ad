import pytest

from tests.tools import requirements

pytestmark = pytest.mark.once


def folder_with(path, run: str, develop: str = ""):
    (path / "requirements.txt").write_text(run, encoding="utf-8")
    (path / "requirements-dev.txt").write_text(develop, encoding="utf-8")
    return path


def test_the_packages_of_the_product_are_pinned_with_their_reasons(capsys):
    assert requirements.main() == 0
    assert " 0 faults." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("sqlparse>=0.5  # too free", "requirements.txt:1: write name==version"),
        ("sqlparse  # freer still", "requirements.txt:1: write name==version"),
        ("git+https://example.org/x.git", "requirements.txt:1: write name==version"),
        ("sqlparse==0.6.1", "sqlparse does not say why it is here"),
        ("no-such-package==1.0  # nobody knows", "no-such-package is pinned and not installed"),
        ("Django==5.2.19  # the framework", "asgiref, which django needs, is not pinned"),
        ("psycopg[pool]==3.3.9  # the database", "psycopg-pool, which psycopg needs, is not pinned"),
    ],
)
def test_a_package_that_could_be_another_tomorrow_is_told(tmp_path, capsys, line, sentence):
    assert requirements.main(folder_with(tmp_path, line + "\n")) == 1
    assert sentence in capsys.readouterr().out


def test_the_packages_of_development_are_read_too(tmp_path, capsys):
    folder = folder_with(tmp_path, "sqlparse==0.6.1  # needed\n", "-r requirements.txt\n# tools\nruff\n")
    assert requirements.main(folder) == 1
    assert "requirements-dev.txt:3" in capsys.readouterr().out
