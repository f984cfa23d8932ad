from django.db import migrations


def make_collation(apps, schema_editor):
    """Swedish order with numbers by their value. SQLite is taught it at every connection."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE COLLATION IF NOT EXISTS swedish (provider = icu, locale = 'sv-u-kn-true')"
        )


def drop_collation(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP COLLATION IF EXISTS swedish")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunPython(make_collation, drop_collation)]
