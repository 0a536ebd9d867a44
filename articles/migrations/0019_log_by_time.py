from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0018_river_index_with_state")]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["-at", "-id"], name="event_log"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("step", "withdraw"), ("via", "publish_due")), fields=["at"], name="event_of_expiry"
            ),
        ),
    ]
