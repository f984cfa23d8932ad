"""Copies of an installation that can be put back: the database and the files, with a manifest that says
what is in them. Needs nothing but the packages of requirements.txt, on both databases.

A backup is a folder: `manifest.json`, the database (`database.sqlite3`, or `database/<table>.copy` on
PostgreSQL) and `files/`. It holds everything people wrote, and no secret of the installation."""
