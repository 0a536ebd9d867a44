from django.db import migrations


def furnish(apps, schema_editor):
    """What every newsroom begins with: the default section, and the epoch."""
    apps.get_model("articles", "Section").objects.get_or_create(
        slug="general", defaults={"name": "General", "position": 0}
    )
    apps.get_model("articles", "Epoch").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_hashtags")]

    operations = [migrations.RunPython(furnish, migrations.RunPython.noop)]
