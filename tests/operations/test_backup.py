"""Backups are made and put back as people do it: by commands, in processes of their own."""

import hashlib
import json
import stat
import threading

import pytest

from tests.operations.installation import LOG, VENDOR, change_everything, without_log


def rewrite(folder, change) -> None:
    """Change the manifest of a backup, with a checksum that fits."""
    path = folder / "manifest.json"
    content = json.loads(path.read_text())
    del content["checksum"]
    change(content)
    content["checksum"] = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    path.write_text(json.dumps(content))


def database_file(folder, table: str = "accounts_user"):
    return folder / ("database.sqlite3" if VENDOR == "sqlite" else f"database/{table}.copy")


# Round trips


def test_a_restored_backup_gives_every_row_and_file_back(installation, tmp_path):
    before, log = installation.content(), installation.rows(LOG)
    installation.manage("backup", tmp_path / "backup")
    change_everything(installation)
    assert without_log(installation.content()) != without_log(before)

    installation.manage("restore", tmp_path / "backup")

    assert without_log(installation.content()) == without_log(before)
    after = installation.rows(LOG)
    assert set(map(repr, log)) < set(map(repr, after))
    assert len(after) == len(log) + 1


def test_a_backup_is_restored_on_a_new_machine(installation, empty_installation, backup):
    done = empty_installation.manage("restore", backup)
    assert without_log(empty_installation.content()) == without_log(installation.content())
    assert "What was there" not in done.stdout
    assert not (empty_installation.data / "backups").exists()
    assert empty_installation.manage("migrate", "--check").returncode == 0


def test_numbers_of_rows_deleted_before_the_backup_are_not_given_again(
    installation, empty_installation, tmp_path
):
    newest = "SELECT max(id) FROM auth_group"
    installation.sql("INSERT INTO auth_group (name) VALUES ('short-lived')")
    ((given,),) = installation.sql(newest)
    installation.sql(f"DELETE FROM auth_group WHERE id = {given}")
    installation.manage("backup", tmp_path / "backup")
    empty_installation.manage("restore", tmp_path / "backup")
    empty_installation.sql("INSERT INTO auth_group (name) VALUES ('next')")
    ((next_given,),) = empty_installation.sql(newest)
    assert next_given > given


def test_what_a_restore_replaced_is_kept_and_can_itself_be_restored(installation, backup):
    change_everything(installation)
    changed = without_log(installation.content())
    installation.manage("restore", backup)
    assert without_log(installation.content()) != changed

    (kept,) = (installation.data / "backups").iterdir()
    assert kept.name.startswith("before-restore-")
    installation.manage("restore", kept)
    assert without_log(installation.content()) == changed


def test_sessions_and_the_cache_come_back(installation, tmp_path):
    installation.manage("createcachetable")
    installation.sql(
        "INSERT INTO django_session (session_key, session_data, expire_date)"
        " VALUES ('s1', 'åäö\t\\N', '2026-12-01 10:00:00+00:00')"
    )
    installation.sql("INSERT INTO cache (cache_key, value, expires) VALUES ('k', 'v', '2026-12-01 10:00:00')")
    sessions, cached = installation.rows("django_session"), installation.rows("cache")
    installation.manage("backup", tmp_path / "backup")
    installation.sql("DELETE FROM django_session")
    installation.sql("DELETE FROM cache")
    installation.manage("restore", tmp_path / "backup")
    assert installation.rows("django_session") == sessions != []
    assert installation.rows("cache") == cached != []


def test_texts_that_a_table_of_text_could_trip_over_come_back(installation, tmp_path):
    texts = ["\\N", "\\.", "a\tb\nc\r\nd", "“citat”", "𝒳🙂", "", "\\\\x41", "\x1f"]
    with installation.connect() as raw:
        mark = "%s" if installation.database else "?"
        for number, text in enumerate(texts):
            raw.execute(f"INSERT INTO auth_group (name) VALUES ({mark})", [f"{number} {text}"])
    groups = installation.rows("auth_group")
    installation.manage("backup", tmp_path / "backup")
    installation.sql("DELETE FROM auth_group WHERE name = '5 '")
    installation.manage("restore", tmp_path / "backup")
    assert installation.rows("auth_group") == groups


def test_a_backup_of_an_older_version_is_brought_up_to_this_one(installation, tmp_path):
    installation.manage("migrate", "mfa", "0001", "--verbosity", "0")
    older = without_log(installation.content())
    installation.manage("backup", tmp_path / "backup")
    installation.manage("migrate", "--verbosity", "0")
    change_everything(installation)

    done = installation.manage("restore", tmp_path / "backup")

    assert "of an older version" in done.stdout
    assert installation.manage("migrate", "--check").returncode == 0
    now = without_log(installation.content())
    differing = {name for name in now if now[name] != older.get(name)}
    assert differing <= {"django_migrations", "mfa_authenticator", "sqlite_master"}


# What a backup is


def test_a_backup_says_what_is_in_it(installation, backup):
    manifest = json.loads((backup / "manifest.json").read_text())
    assert manifest["product"] == "lyhort"
    assert manifest["format"] == 1
    assert manifest["vendor"] == VENDOR
    assert manifest["made_at"].endswith("+00:00")
    assert ["insights", "0001_initial"] in manifest["migrations"]
    for table in ("dialogues_dialogue", "insights_insight", "django_session"):
        assert manifest["tables"][table]["rows"] == len(installation.rows(table))
    stored = {name for name in manifest["files"] if name.startswith("files/")}
    assert stored == {"files/bild.bin", "files/2026/minnesanteckningar-åäö.txt"}
    for name, about in manifest["files"].items():
        content = (backup / name).read_bytes()
        assert about == {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def test_only_its_owner_can_read_a_backup_and_what_is_restored_from_it(installation, backup):
    (installation.files / "bild.bin").unlink()
    installation.manage("restore", backup)
    (kept,) = (installation.data / "backups").iterdir()
    for folder in (backup, kept):
        for path in (folder, *folder.rglob("*")):
            assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    assert stat.S_IMODE((installation.files / "bild.bin").stat().st_mode) == 0o600


def test_the_secret_key_is_not_in_a_backup(installation, backup):
    secret = (installation.data / "secret").read_bytes().strip()
    assert len(secret) > 40
    for path in backup.rglob("*"):
        assert path.is_dir() or secret not in path.read_bytes()


def test_a_backup_with_another_secret_key_is_restored_with_a_warning(installation, backup):
    assert "SECRET_KEY" not in installation.manage("restore", backup).stderr
    (installation.data / "secret").write_text("another-secret-of-this-installation")
    assert "everyone must log in again" in installation.manage("restore", backup).stderr


def test_backups_and_restores_are_logged_without_texts(installation, backup):
    installation.manage("restore", backup)
    installation.manage("backup", backup.with_name("second"))
    logged = installation.sql(f"SELECT details, by_id FROM {LOG} WHERE action = 'operate' ORDER BY id")
    details = [json.loads(d) if isinstance(d, str) else d for d, _by in logged]
    # The log row of the first backup was written after what it copied, and went with the restore.
    assert [d["act"] for d in details] == ["restore", "backup"]
    for entry in details:
        assert set(entry) <= {"act", "made_at", "tables", "rows", "files", "migrated"}


def test_a_backup_taken_while_others_write_is_of_one_moment(installation, tmp_path):
    """Each transaction of the writer adds a session and a group: a backup has as many of each."""
    stop, started, written = threading.Event(), threading.Event(), [0]

    def write():
        with installation.connect() as raw:
            while not stop.is_set():
                n = written[0]
                raw.execute("BEGIN")
                raw.execute(
                    "INSERT INTO django_session (session_key, session_data, expire_date)"
                    f" VALUES ('writer-{n}', '', '2026-12-01 10:00:00+00:00')"
                )
                raw.execute(f"INSERT INTO auth_group (name) VALUES ('writer-{n}')")
                raw.execute("COMMIT")
                written[0] = n + 1
                started.set()

    before = len(installation.rows("auth_group"))
    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert started.wait(60)
        for number in range(3):
            count = written[0]
            installation.manage("backup", tmp_path / f"backup-{number}")
            assert written[0] > count, "the writer did not get a word in"
            tables = json.loads((tmp_path / f"backup-{number}" / "manifest.json").read_text())["tables"]
            groups = tables["auth_group"]["rows"] - before
            assert groups == tables["django_session"]["rows"]
            assert groups >= count
    finally:
        stop.set()
        writer.join()


# Refusals: one line, exit status not 0, nothing changed


def test_a_backup_goes_only_to_a_new_or_empty_folder(installation, backup, tmp_path):
    assert "is not empty" in installation.refusal("backup", backup)
    (tmp_path / "a-file").touch()
    assert "is not a folder" in installation.refusal("backup", tmp_path / "a-file")
    assert "There is no folder" in installation.refusal("backup", tmp_path / "nowhere" / "backup")
    assert "among the files" in installation.refusal("backup", installation.files / "backup")
    (tmp_path / "empty").mkdir()
    installation.manage("backup", tmp_path / "empty")
    assert (tmp_path / "empty" / "manifest.json").exists()


def test_a_backup_that_fails_leaves_nothing_behind(installation, tmp_path):
    (installation.files / "link").symlink_to("bild.bin")
    assert "is a link" in installation.refusal("backup", tmp_path / "backup")
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_an_empty_database_is_not_backed_up(empty_installation, tmp_path):
    assert "nothing to back up" in empty_installation.refusal("backup", tmp_path / "backup")


def test_what_is_no_backup_is_refused(installation, tmp_path):
    assert "There is no folder" in installation.refusal("restore", tmp_path / "nowhere")
    (tmp_path / "folder").mkdir()
    assert "it has no manifest.json" in installation.refusal("restore", tmp_path / "folder")
    for content in ("[]", '{"product": "another"}'):
        (tmp_path / "folder" / "manifest.json").write_text(content)
        assert "is not the manifest of a Lyhört backup" in installation.refusal(
            "restore", tmp_path / "folder"
        )


def damage_a_byte(folder):
    path = database_file(folder)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def damage_the_manifest(folder):
    path = folder / "manifest.json"
    path.write_text(path.read_text().replace('"rows": 7', '"rows": 8', 1))


DAMAGES = {
    "a changed byte": (damage_a_byte, "is not what the manifest says"),
    "a file cut short": (lambda f: database_file(f).write_bytes(b""), "is not what the manifest says"),
    "no database": (lambda f: database_file(f).unlink(), "is missing"),
    "a missing file": (lambda f: (f / "files/bild.bin").unlink(), "files/bild.bin is missing"),
    "a manifest that was edited": (damage_the_manifest, "its checksum does not fit"),
    "half a manifest": (lambda f: (f / "manifest.json").write_text('{"files": {'), "cannot be read as JSON"),
    "a manifest without tables": (lambda f: rewrite(f, lambda m: m.pop("tables")), "is not whole"),
    "a file outside": (
        lambda f: rewrite(f, lambda m: m["files"].update({"files/../../x": {"size": 0, "sha256": ""}})),
        "outside its folder",
    ),
    "wrong numbers of rows": (
        lambda f: rewrite(f, lambda m: m["tables"]["accounts_user"].update(rows=6)),
        "The backup has 7 rows" if VENDOR == "postgresql" else "does not have what the manifest says",
    ),
    "the other database": (
        lambda f: rewrite(f, lambda m: m.update(vendor={"sqlite": "postgresql"}.get(VENDOR, "sqlite"))),
        "Restore it where DATABASE_URL names a database of its kind",
    ),
    "a format to come": (lambda f: rewrite(f, lambda m: m.update(format=2)), "reads format 1"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_backup_that_cannot_be_trusted_is_refused_and_nothing_is_changed(installation, backup, damage):
    change, sentence = DAMAGES[damage]
    content = installation.content()
    change(backup)
    assert sentence in installation.refusal("restore", backup)
    assert installation.content() == content


def test_a_backup_of_a_newer_version_is_refused(installation, tmp_path):
    installation.sql(
        "INSERT INTO django_migrations (app, name, applied)"
        " VALUES ('insights', '0999_from_the_future', '2030-01-01 00:00:00+00:00')"
    )
    installation.manage("backup", tmp_path / "backup")
    installation.sql("DELETE FROM django_migrations WHERE name = '0999_from_the_future'")
    content = installation.content()
    assert "insights.0999_from_the_future" in installation.refusal("restore", tmp_path / "backup")
    assert installation.content() == content


def test_a_backup_whose_rows_refer_to_none_is_refused(installation, tmp_path):
    with installation.connect() as raw:
        if installation.database:
            raw.execute("SET session_replication_role = replica")
        raw.execute("DELETE FROM dialogues_assignment")
    installation.manage("backup", tmp_path / "backup")
    content = installation.content()
    assert "dialogues_" in installation.refusal("restore", tmp_path / "backup")
    assert installation.content() == content


def test_files_that_have_lost_their_database_are_kept_and_get_it_back(installation, backup):
    content = without_log(installation.content())
    (installation.files / "nyare.txt").write_text("Tillkommen", encoding="utf-8")
    if installation.database:
        installation.sql("DROP SCHEMA public CASCADE")
        installation.sql("CREATE SCHEMA public")
    else:
        (installation.data / "db.sqlite3").unlink()
    installation.manage("restore", backup)
    assert without_log(installation.content()) == content
    (kept,) = (installation.data / "backups").iterdir()
    assert (kept / "files" / "nyare.txt").read_text(encoding="utf-8") == "Tillkommen"


if VENDOR == "sqlite":

    def test_a_database_that_is_broken_is_set_aside_and_replaced(installation, backup):
        content = without_log(installation.content())
        (installation.data / "db.sqlite3").write_bytes(b"not a database any more" * 1000)
        (installation.files / "nyare.txt").write_text("Tillkommen", encoding="utf-8")
        installation.manage("restore", backup)
        assert without_log(installation.content()) == content
        (kept,) = (installation.data / "backups").iterdir()
        assert (kept / "db.sqlite3").read_bytes().startswith(b"not a database")
        assert (kept / "files" / "nyare.txt").exists()

    def test_a_folder_with_marks_of_addresses_in_its_name_holds_its_database(installation, tmp_path):
        odd = installation.copy(tmp_path / "a folder#1 100%20?å")
        odd.manage("backup", tmp_path / "odd backup#?")
        odd.manage("restore", tmp_path / "odd backup#?")
        assert without_log(odd.content()) == without_log(installation.content())
