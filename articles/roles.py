"""The roles of a newsroom: groups that a migration makes. Each holds all that the one before it does, but Operator."""

REPORTER = (
    "articles.add_article",
    "articles.change_article",
    "articles.view_article",
    "articles.submit_article",
    "articles.add_comment",
    "articles.view_assignment",
    "articles.view_image",
    "articles.add_image",
    "articles.change_image",
    "articles.view_section",
    "articles.view_source",
    "tags.view_tag",
)
EDITOR = (
    *REPORTER,
    "articles.view_any_article",
    "articles.edit_any_article",
    "articles.return_article",
    "articles.approve_article",
    "articles.publish_article",
    "articles.correct_article",
    "articles.view_event",
    "articles.view_plan",
    "articles.add_assignment",
    "articles.view_revision",
    "tags.add_tag",
    "tags.change_tag",
    "tags.merge_tag",
    "tags.rename_tag",
)
PUBLISHER = (
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
)
OPERATOR = ("articles.view_importrun",)

ROLES: dict[str, tuple[str, ...]] = {
    "Reporter": REPORTER,
    "Editor": EDITOR,
    "Publisher": PUBLISHER,
    "Operator": OPERATOR,
}
