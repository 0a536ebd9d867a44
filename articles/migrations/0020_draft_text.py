import django.db.models.deletion
from django.db import migrations, models

POSTGRESQL = (
    "ALTER TABLE articles_drafttext SET (toast_tuple_target = 128)",
    """
    ALTER TABLE articles_drafttext
    ADD COLUMN vector tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array(terms, ' '))) STORED
    """,
    *(f"ALTER TABLE articles_drafttext ALTER COLUMN {name} SET STORAGE EXTERNAL" for name in ("vector", "terms")),
    "CREATE INDEX draft_text_vector ON articles_drafttext USING gin (vector)",
    *(f"ALTER TABLE articles_drafttext ALTER COLUMN {name} SET STATISTICS 0" for name in ("vector", "terms")),
)


def make_index(apps, schema_editor):
    """As that of articles_searchtext (0017)."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in POSTGRESQL:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0019_log_by_time")]

    operations = [
        migrations.CreateModel(
            name="DraftText",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="draft_text",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("terms", models.TextField()),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunPython(make_index, migrations.RunPython.noop),
    ]
