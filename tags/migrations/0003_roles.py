from django.db import migrations

# As articles/roles.py had them when this migration was written; a later change there needs a migration of its own.
REPORTER = [
    "articles.add_article",
    "articles.change_article",
    "articles.view_article",
    "articles.submit_article",
    "articles.view_image",
    "articles.add_image",
    "articles.change_image",
    "articles.view_section",
    "articles.view_source",
    "tags.view_tag",
]
EDITOR = [
    *REPORTER,
    "articles.view_any_article",
    "articles.edit_any_article",
    "articles.return_article",
    "articles.approve_article",
    "articles.publish_article",
    "articles.correct_article",
    "articles.view_event",
    "articles.view_revision",
    "tags.add_tag",
    "tags.change_tag",
    "tags.merge_tag",
    "tags.rename_tag",
]
PUBLISHER = [
    *EDITOR,
    "articles.approve_own_article",
    "articles.withdraw_article",
    "articles.retract_article",
    "articles.reopen_article",
    "articles.add_section",
    "articles.change_section",
    "articles.delete_section",
    "articles.add_source",
    "articles.change_source",
    "articles.delete_source",
    "articles.delete_image",
    "tags.delete_tag",
    "auth.view_user",
    "auth.change_user",
    "auth.view_group",
]
ROLES = {
    "Reporter": REPORTER,
    "Editor": EDITOR,
    "Publisher": PUBLISHER,
    "Operator": ["articles.view_importrun"],
}


def make_roles(apps, schema_editor):
    """The four roles as groups. Permissions are made after migrating, so the ones we need are made here, early."""
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    names = {
        (app_label, codename): (model._meta.model_name, name)
        for app_label in ("articles", "tags", "auth")
        for model in apps.get_app_config(app_label).get_models()
        for codename, name in [
            *(
                (f"{verb}_{model._meta.model_name}", f"Can {verb} {model._meta.verbose_name_raw}")
                for verb in ("add", "change", "delete", "view")
            ),
            *model._meta.permissions,
        ]
    }
    for role, permissions in ROLES.items():
        group, _ = Group.objects.get_or_create(name=role)
        for permission in permissions:
            app_label, codename = permission.split(".")
            model_name, name = names[app_label, codename]
            content_type, _ = ContentType.objects.get_or_create(app_label=app_label, model=model_name)
            row, _ = Permission.objects.get_or_create(
                content_type=content_type, codename=codename, defaults={"name": name}
            )
            group.permissions.add(row)


class Migration(migrations.Migration):
    dependencies = [
        ("tags", "0002_key_collation"),
        ("articles", "0003_house"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
