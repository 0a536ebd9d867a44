"""Who is answered what at each address of the desk: one table, walked from the resolver, for every role."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.models import Article
from tests.factories import make_draft, make_user
from tests.newsroom.pages import Newsroom, account_views, desk_addresses, furnish
from tests.newsroom.signing import signed_in

pytestmark = pytest.mark.django_db

# yes: a page · door: to the sign-in · leads: elsewhere · no: refused · none: not found, as if it did not exist ·
# form: only by posting. A line that begins with “theirs” is about a draft of somebody else.
TABLE = """
address                                     stranger  outsider  Reporter  Editor    Publisher Operator  superuser
of no view                                  door      door      none      none      none      none      none
view_on_site                                door      door      leads     leads     leads     none      leads
index                                       door      door      yes       yes       yes       yes       yes
login                                       door      no        leads     leads     leads     leads     leads
logout                                      leads     leads     form      form      form      form      form
password_change                             door      door      leads     leads     leads     leads     leads
password_change_done                        door      door      leads     leads     leads     leads     leads
autocomplete                                door      door      yes       yes       yes       no        yes
jsi18n                                      door      door      yes       yes       yes       yes       yes
auth_user_password_change                   door      door      no        no        yes       no        yes
auth_user_changelist                        door      door      no        no        yes       no        yes
auth_user_add                               door      door      no        no        yes       no        yes
auth_user_history                           door      door      no        no        yes       no        yes
auth_user_delete                            door      door      no        no        no        no        no
auth_user_change                            door      door      no        no        yes       no        yes
tags_tag_find                               door      door      yes       yes       yes       no        yes
tags_tag_suggest                            door      door      form      form      form      form      form
tags_tag_answer                             door      door      form      form      form      form      form
tags_tag_changelist                         door      door      yes       yes       yes       no        yes
tags_tag_add                                door      door      no        yes       yes       no        yes
tags_tag_history                            door      door      yes       yes       yes       no        yes
tags_tag_delete                             door      door      no        no        yes       no        yes
tags_tag_change                             door      door      yes       yes       yes       no        yes
tags_tag_alike                              door      door      no        yes       yes       no        yes
tags_tag_rename                             door      door      no        yes       yes       none      yes
tags_tag_aliases                            door      door      form      form      form      form      form
tags_tag_merge                              door      door      no        yes       yes       none      yes
tags_tag_undo                               door      door      no        yes       yes       none      yes
articles_article_compare                    door      door      yes       yes       yes       none      yes
articles_article_restore                    door      door      form      form      form      form      form
articles_article_preview                    door      door      yes       yes       yes       none      yes
articles_article_previewpage                door      door      yes       yes       yes       none      yes
articles_article_previewpicture             door      door      yes       yes       yes       none      yes
articles_article_previewshare               door      door      form      form      form      form      form
articles_article_previewrevoke              door      door      form      form      form      form      form
articles_article_autosave                   door      door      no        form      form      none      form
articles_article_presence                   door      door      no        yes       yes       none      yes
articles_article_library                    door      door      yes       yes       yes       no        yes
articles_article_changelist                 door      door      yes       yes       yes       no        yes
articles_article_add                        door      door      yes       yes       yes       no        yes
articles_article_history                    door      door      yes       yes       yes       none      yes
articles_article_delete                     door      door      no        no        no        no        no
articles_article_change                     door      door      yes       yes       yes       none      yes
articles_section_changelist                 door      door      yes       yes       yes       no        yes
articles_section_add                        door      door      no        no        yes       no        yes
articles_section_history                    door      door      yes       yes       yes       no        yes
articles_section_delete                     door      door      no        no        yes       no        yes
articles_section_change                     door      door      yes       yes       yes       no        yes
articles_source_changelist                  door      door      yes       yes       yes       no        yes
articles_source_add                         door      door      no        no        yes       no        yes
articles_source_history                     door      door      yes       yes       yes       no        yes
articles_source_delete                      door      door      no        no        yes       no        yes
articles_source_change                      door      door      yes       yes       yes       no        yes
articles_image_changelist                   door      door      yes       yes       yes       no        yes
articles_image_add                          door      door      yes       yes       yes       no        yes
articles_image_thumbnail                    door      door      yes       yes       yes       none      yes
articles_image_file                         door      door      yes       yes       yes       none      yes
articles_image_replace                      door      door      no        yes       yes       none      yes
articles_image_history                      door      door      yes       yes       yes       no        yes
articles_image_delete                       door      door      no        no        yes       no        yes
articles_image_change                       door      door      yes       yes       yes       no        yes
articles_assignment_story                   door      door      none      yes       yes       none      yes
articles_assignment_make                    door      door      form      form      form      form      form
articles_assignment_finish                  door      door      form      form      form      form      form
articles_assignment_changelist              door      door      yes       yes       yes       no        yes
articles_assignment_add                     door      door      no        no        no        no        no
articles_assignment_history                 door      door      leads     yes       yes       leads     yes
articles_assignment_delete                  door      door      no        no        no        no        no
articles_assignment_change                  door      door      leads     yes       yes       no        yes
articles_comment_story                      door      door      none      yes       yes       none      yes
articles_comment_say                        door      door      form      form      form      form      form
articles_comment_resolve                    door      door      form      form      form      form      form
articles_comment_changelist                 door      door      yes       yes       yes       no        yes
articles_comment_add                        door      door      no        no        no        no        no
articles_comment_history                    door      door      leads     yes       yes       leads     yes
articles_comment_delete                     door      door      no        no        no        no        no
articles_comment_change                     door      door      leads     yes       yes       no        yes
articles_event_export                       door      door      no        yes       yes       no        yes
articles_event_changelist                   door      door      no        yes       yes       no        yes
articles_event_add                          door      door      no        no        no        no        no
articles_event_history                      door      door      leads     yes       yes       leads     yes
articles_event_delete                       door      door      no        no        no        no        no
articles_event_change                       door      door      no        yes       yes       no        yes
articles_notice_read                        door      door      form      form      form      form      form
articles_notice_changelist                  door      door      yes       yes       yes       no        yes
articles_notice_add                         door      door      no        no        no        no        no
articles_notice_history                     door      door      leads     leads     leads     leads     leads
articles_notice_delete                      door      door      no        no        no        no        no
articles_notice_change                      door      door      leads     leads     leads     no        leads
articles_plan_story                         door      door      none      yes       yes       none      yes
articles_plan_make                          door      door      form      form      form      form      form
articles_plan_drop                          door      door      form      form      form      form      form
articles_plan_changelist                    door      door      no        yes       yes       no        yes
articles_plan_add                           door      door      no        no        no        no        no
articles_plan_history                       door      door      leads     yes       yes       leads     yes
articles_plan_delete                        door      door      no        no        no        no        no
articles_plan_change                        door      door      no        yes       yes       no        yes
app_list                                    door      door      yes       yes       yes       none      yes
bare auth_user_change                       door      door      leads     leads     leads     leads     leads
bare tags_tag_change                        door      door      leads     leads     leads     leads     leads
bare articles_article_change                door      door      leads     leads     leads     leads     leads
bare articles_section_change                door      door      leads     leads     leads     leads     leads
bare articles_source_change                 door      door      leads     leads     leads     leads     leads
bare articles_image_change                  door      door      leads     leads     leads     leads     leads
bare articles_assignment_change             door      door      leads     leads     leads     leads     leads
bare articles_comment_change                door      door      leads     leads     leads     leads     leads
bare articles_event_change                  door      door      leads     leads     leads     leads     leads
bare articles_notice_change                 door      door      leads     leads     leads     leads     leads
bare articles_plan_change                   door      door      leads     leads     leads     leads     leads
theirs view_on_site                         door      door      none      leads     leads     none      leads
theirs articles_article_compare             door      door      none      yes       yes       none      yes
theirs articles_article_restore             door      door      form      form      form      form      form
theirs articles_article_autosave            door      door      none      form      form      none      form
theirs articles_article_presence            door      door      none      yes       yes       none      yes
theirs articles_article_preview             door      door      none      yes       yes       none      yes
theirs articles_article_previewpage         door      door      none      none      none      none      none
theirs articles_article_previewpicture      door      door      none      none      none      none      none
theirs articles_article_previewshare        door      door      form      form      form      form      form
theirs articles_article_previewrevoke       door      door      form      form      form      form      form
theirs articles_article_history             door      door      none      yes       yes       none      yes
theirs articles_article_delete              door      door      no        no        no        no        no
theirs articles_article_change              door      door      none      yes       yes       none      yes
theirs bare articles_article_change         door      door      leads     leads     leads     leads     leads
theirs articles_assignment_story            door      door      none      yes       yes       none      yes
theirs articles_assignment_make             door      door      form      form      form      form      form
theirs articles_assignment_finish           door      door      form      form      form      form      form
theirs articles_comment_story               door      door      none      yes       yes       none      yes
theirs articles_comment_say                 door      door      form      form      form      form      form
theirs articles_comment_resolve             door      door      form      form      form      form      form
theirs articles_plan_story                  door      door      none      yes       yes       none      yes
theirs articles_plan_make                   door      door      form      form      form      form      form
theirs articles_plan_drop                   door      door      form      form      form      form      form
account_login                               yes       leads     leads     leads     leads     leads     leads
mfa_login_webauthn                          door      leads     leads     leads     leads     leads     leads
mfa_authenticate                            door      leads     leads     leads     leads     leads     leads
account_logout                              door      yes       yes       yes       yes       yes       yes
account_inactive                            yes       yes       yes       yes       yes       yes       yes
account_reauthenticate                      door      yes       yes       yes       yes       yes       yes
mfa_reauthenticate                          door      leads     leads     leads     leads     leads     leads
mfa_reauthenticate_webauthn                 door      leads     leads     leads     leads     leads     leads
account_change_password                     door      yes       yes       yes       yes       yes       yes
mfa_index                                   door      yes       yes       yes       yes       yes       yes
mfa_activate_totp                           door      leads     leads     leads     leads     leads     leads
mfa_deactivate_totp                         door      none      none      none      none      none      none
mfa_view_recovery_codes                     door      none      none      none      none      none      none
mfa_generate_recovery_codes                 door      leads     leads     leads     leads     leads     leads
mfa_download_recovery_codes                 door      none      none      none      none      none      none
mfa_list_webauthn                           door      yes       yes       yes       yes       yes       yes
mfa_add_webauthn                            door      leads     leads     leads     leads     leads     leads
mfa_edit_webauthn                           door      leads     leads     leads     leads     leads     leads
mfa_remove_webauthn                         door      leads     leads     leads     leads     leads     leads
"""
COLUMNS = TABLE.split("\n")[1].split()[1:]
ROWS = {line[:44].strip(): line[44:].split() for line in TABLE.strip().split("\n")[1:]}


@pytest.fixture
def walked() -> dict[str, str]:
    return addresses(furnish(), make_draft(by=make_user("Reporter"))[0])


def test_every_address_has_a_row(walked: dict[str, str]) -> None:
    new, gone = walked.keys() - ROWS.keys(), ROWS.keys() - walked.keys()
    assert not new, f"Add a row to TABLE for {sorted(new)}: what is each role answered there, and why may it?"
    assert not gone, f"Take the rows {sorted(gone)} out of TABLE: nothing has these addresses."


@pytest.mark.parametrize("column", COLUMNS)
def test_every_role_is_answered_what_the_table_says(walked: dict[str, str], column: str) -> None:
    client, place = client_of(column), COLUMNS.index(column)
    told = {name: answer(client, address) for name, address in walked.items() if name in ROWS}
    assert told == {name: ROWS[name][place] for name in told}


@pytest.mark.parametrize("column", ["stranger", "outsider"])
def test_nobody_writes_from_outside(walked: dict[str, str], column: str) -> None:
    client = client_of(column)
    for name, address in walked.items():
        if address.startswith("/admin/account/"):
            continue
        response = client.post(address, {"_save": "1", "post": "yes"})
        assert response.status_code == (403 if name == "login" and column == "outsider" else 302), name


def person(column: str) -> User | None:
    match column:
        case "stranger":
            return None
        case "outsider":
            return make_user()
        case "superuser":
            return make_user(is_staff=True, is_superuser=True)
        case role:
            return make_user(role)


def client_of(column: str) -> Client:
    user = person(column)
    return Client() if user is None else signed_in(Client(), user)


def addresses(newsroom: Newsroom, theirs: Article) -> dict[str, str]:
    """Of every view of the desk, about public things and about somebody else's draft; and of one's own account."""
    desk = desk_addresses(newsroom)
    about_theirs = desk_addresses(replace(newsroom, story=theirs))
    again = {f"theirs {name}": address for name, address in about_theirs.items() if is_about(theirs, address)}
    own = {str(p.name): reverse(str(p.name), args=[1] if p.pattern.converters else []) for p in account_views()}
    return desk | again | own


def is_about(article: Article, address: str) -> bool:
    named = any(f"/{page}/{article.pk}/" in address for page in ("article", "story"))
    return named or ("/admin/r/" in address and address.endswith(f"/{article.pk}/"))


def answer(client: Client, address: str) -> str:
    response = client.get(address)
    if response.status_code == 302:
        to = response.headers["Location"]
        return "door" if to.startswith(("/admin/login/", "/admin/account/sign-in/")) else "leads"
    return {200: "yes", 403: "no", 404: "none", 405: "form"}[response.status_code]
