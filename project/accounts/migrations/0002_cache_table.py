from django.core.management import call_command
from django.db import migrations


def make_cache_table(apps, schema_editor):
    """The table that throttles are counted in, so that `migrate` is all a new installation needs."""
    call_command("createcachetable", "cache", database=schema_editor.connection.alias, verbosity=0)


def drop_cache_table(apps, schema_editor):
    schema_editor.execute("DROP TABLE cache")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(make_cache_table, drop_cache_table)]
