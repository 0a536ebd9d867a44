from django.db import migrations, models


class Migration(migrations.Migration):
    """One index of a hashtag's rows for its page and for its governance: with the drafts among them it serves both."""

    dependencies = [("tags", "0009_trending")]

    operations = [
        migrations.RemoveIndex(model_name="tagging", name="tagging_river"),
        migrations.RemoveIndex(model_name="tagging", name="tagging_tag"),
        migrations.AddIndex(
            model_name="tagging",
            index=models.Index(fields=["tag", "-published_at", "-content_object"], name="tagging_river"),
        ),
    ]
