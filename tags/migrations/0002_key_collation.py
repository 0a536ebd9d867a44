from django.db import migrations


def compare_by_code_point(apps, schema_editor):
    """PostgreSQL would order keys by the rules of some language; SQLite orders by code point, and so do we."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('ALTER TABLE tags_tag ALTER COLUMN key TYPE varchar(255) COLLATE "C"')


class Migration(migrations.Migration):
    dependencies = [("tags", "0001_initial")]

    operations = [migrations.RunPython(compare_by_code_point, migrations.RunPython.noop)]
