import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_saves_in_place"),
        ("tags", "0003_roles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="article",
            name="article_desk",
        ),
        migrations.RemoveIndex(
            model_name="revision",
            name="revision_desk",
        ),
        migrations.AlterField(
            model_name="revision",
            name="author",
            field=models.ForeignKey(
                db_index=False,
                help_text="Nobody for what a command brought in.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revisions",
                to=settings.AUTH_USER_MODEL,
                verbose_name="author",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(
                    ("status", "draft"), ("status", "withdrawn"), ("status", "retracted"), _connector="OR"
                ),
                fields=["status", "-id"],
                name="article_desk",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["section", "-id"], name="article_section_desk"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["source", "-id"], name="article_source_desk"),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(
                condition=models.Q(
                    ("stage", "draft"),
                    ("stage", "submitted"),
                    ("stage", "returned"),
                    ("stage", "approved"),
                    _connector="OR",
                ),
                fields=["stage", "-article"],
                name="revision_desk",
            ),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(
                condition=models.Q(
                    ("stage", "draft"),
                    ("stage", "submitted"),
                    ("stage", "returned"),
                    ("stage", "approved"),
                    _connector="OR",
                ),
                fields=["author", "stage", "-article"],
                name="revision_mine",
            ),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(fields=["author", "-article"], name="revision_author"),
        ),
    ]
