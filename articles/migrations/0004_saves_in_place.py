from django.db import migrations, models


class Migration(migrations.Migration):
    """A draft is written in place while its author is at it; a counter tells one state of it from the next."""

    dependencies = [("articles", "0003_house")]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="saves",
            field=models.PositiveIntegerField(
                default=0,
                editable=False,
                help_text="Goes up by one each time the draft is written in place.",
                verbose_name="saves",
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="saved_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="saved in place"),
        ),
    ]
