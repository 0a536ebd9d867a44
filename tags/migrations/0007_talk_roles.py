from django.db import migrations

# As articles/roles.py had them when this migration was written.
REPORTER = ["add_comment", "view_assignment"]
EDITOR = [*REPORTER, "view_plan", "add_assignment"]
ROLES = {"Reporter": REPORTER, "Editor": EDITOR, "Publisher": EDITOR}


def grant(apps, schema_editor):
    """What came with planned changes, assignments and comments."""
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    for role, permissions in ROLES.items():
        group, _ = Group.objects.get_or_create(name=role)
        for codename in permissions:
            verb, _, model_name = codename.partition("_")
            model = apps.get_model("articles", model_name)
            content_type, _ = ContentType.objects.get_or_create(app_label="articles", model=model_name)
            permission, _ = Permission.objects.get_or_create(
                content_type=content_type,
                codename=codename,
                defaults={"name": f"Can {verb} {model._meta.verbose_name_raw}"},
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("tags", "0006_likeness_and_pictures"), ("articles", "0010_talk")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
