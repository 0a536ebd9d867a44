import django.db.models.deletion
from django.db import migrations, models

POSTGRESQL = (
    # Long texts leave the row: a search that finds much reads many rows and few texts.
    "ALTER TABLE articles_searchtext SET (toast_tuple_target = 128)",
    """
    ALTER TABLE articles_searchtext
    ADD COLUMN vector tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array(terms, ' '))) STORED
    """,
    # (What is each there once in the order of letters is not packed any smaller.)
    *(f"ALTER TABLE articles_searchtext ALTER COLUMN {name} SET STORAGE EXTERNAL" for name in ("vector", "terms")),
    "CREATE INDEX search_text_vector ON articles_searchtext USING gin (vector)",
    # Knowing which words are common, the planner would read every text from end to end for them. Which of the two ways
    # is taken, articles.search.finding decides.
    *(f"ALTER TABLE articles_searchtext ALTER COLUMN {name} SET STATISTICS 0" for name in ("vector", "terms")),
)


def make_index(apps, schema_editor):
    """On PostgreSQL; what SQLite needs is made after every `migrate` (articles.search.index)."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in POSTGRESQL:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0016_months_of_sitemaps")]

    operations = [
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_text",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("published_at", models.DateTimeField()),
                (
                    "section",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="articles.section",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="articles.source",
                    ),
                ),
                ("terms", models.TextField()),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunPython(make_index, migrations.RunPython.noop),
    ]
