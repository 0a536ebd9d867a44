"""Pictures in the text of a story: of our own library alone, and public while the text is."""

import pytest
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from articles import drafting, workflow
from articles.models import Image, StoryPicture
from newsroom.lib.html import clean_html, pictures_in
from tests.factories import COMMAND, make_draft, make_image, make_published, make_stored_image, make_user

OWN = f"/media/pictures/{'a' * 64}.webp"


def figure(image: Image) -> str:
    return f'<figure><img src="{image.url}" alt="A quay" width="1200" height="800"></figure>'


def answers(client: Client, image: Image) -> int:
    answer = client.get(image.url)
    if answer.streaming:
        b"".join(answer)  # read to its end, the file is closed
    return answer.status_code


class TestCleaning:
    def test_a_picture_of_the_library_stays_with_what_it_says(self) -> None:
        picture = f'<img src="{OWN}" alt="A > b &amp; &quot;c&quot;" width="1200" height="800">'
        html = f"<figure>{picture}<figcaption>Late. <small>Ida Moor</small></figcaption></figure>"
        cleaned = clean_html(html.replace("<img", '<img class="x" onerror="alert(1)" srcset="https://evil.example/x"'))
        assert clean_html(cleaned) == cleaned
        for part in (f'src="{OWN}"', 'width="1200"', 'height="800"', "<figcaption>Late. <small>Ida Moor</small>"):
            assert part in cleaned
        assert "evil" not in cleaned
        assert "onerror" not in cleaned
        assert pictures_in(cleaned) == [OWN.rpartition("/")[2]]

    @pytest.mark.parametrize(
        "src",
        [
            "https://elsewhere.example/media/pictures/x.webp",
            f"//elsewhere.example{OWN}",
            f"https://elsewhere.example{OWN}",
            f"{OWN}?x=1",
            f"/x{OWN}",
            "/media/pictures/../../admin/",
            "/media/pictures/short.webp",
            "data:image/png;base64,AAAA",
            "javascript:alert(1)",
            f"{OWN} onerror=alert(1)",
            "",
        ],
    )
    def test_any_other_picture_goes(self, src: str) -> None:
        assert clean_html(f'<p>x<img src="{src}" alt="y">z</p>') == "<p>xz</p>"
        assert clean_html("<p>x<img alt='no src=\"' />z</p>") == "<p>xz</p>"

    def test_a_size_is_a_number(self) -> None:
        assert "100%" not in clean_html(f'<img src="{OWN}" width="100%" height="9">')


@pytest.mark.django_db
class TestWhoSees:
    def test_a_picture_is_public_while_a_public_text_has_it(self, client: Client) -> None:
        image = make_stored_image()
        article, revision = make_draft(body=figure(image))
        assert answers(client, image) == 404
        workflow.publish(article, by=COMMAND, revision=revision)
        assert answers(client, image) == 200
        workflow.take(article, "withdraw", by=COMMAND, note="Wrong.")
        assert answers(client, image) == 404

    def test_a_draft_of_a_live_story_shows_no_picture_that_was_not_published(self, client: Client) -> None:
        article, image = make_published(), make_stored_image()
        editor = make_user("Editor")
        drafting.save(article, {"body": figure(image)}, [], by=editor, base=article.revisions.latest("number").token)
        assert answers(client, image) == 404

    def test_what_the_next_text_leaves_out_is_public_no_more_and_comes_back(self, client: Client) -> None:
        image = make_stored_image()
        article = make_published(body=figure(image))
        for body, status in [("<p>Without.</p>", 404), (figure(image), 200)]:
            revision = drafting.revise(article, {"body": body}, by=COMMAND)
            workflow.publish(article, by=COMMAND, revision=revision)
            assert answers(client, image) == status
        assert StoryPicture.objects.count() == 1

    def test_a_picture_in_a_draft_cannot_go(self) -> None:
        article, revision = make_draft(by=make_user("Reporter"))
        image = make_stored_image()
        assert revision.author
        drafting.save(article, {"body": figure(image)}, [], by=revision.author, base=revision.token)
        with pytest.raises(ProtectedError):
            image.delete()


@pytest.mark.django_db
class TestTheLibraryOfTheForm:
    def test_pictures_are_found_by_what_describes_them(self, client: Client) -> None:
        client.force_login(make_user("Reporter"))
        make_image(alt="A seal on the slipway", credit="Ida Moor")
        make_image(alt="The quay")
        found = client.get(reverse("admin:articles_article_library"), {"q": "seal moor"}).json()["pictures"]
        assert [picture["alt"] for picture in found] == ["A seal on the slipway"]

    def test_and_one_by_its_number(self, client: Client) -> None:
        client.force_login(make_user("Reporter"))
        image, _other = make_image(alt="A seal"), make_image(alt="The quay")
        ask = reverse("admin:articles_article_library")
        assert [picture["alt"] for picture in client.get(ask, {"id": image.pk}).json()["pictures"]] == ["A seal"]
        for number in ("0", "-1", "1_0", "²", "9" * 19):
            assert client.get(ask, {"id": number}).json() == {"pictures": []}

    def test_a_picture_that_is_not_public_is_seen_at_the_desk_alone(self, client: Client) -> None:
        image = make_stored_image()
        address = reverse("admin:articles_image_file", args=[image.name])
        assert client.get(address).status_code == 302
        client.force_login(make_user("Operator"))
        assert client.get(address).status_code == 404
        client.force_login(make_user("Reporter"))
        response = client.get(address)
        assert response.content.startswith(b"RIFF")
        assert response.headers["Cache-Control"] == "private, max-age=86400", "its name is its content"
        assert client.get(reverse("admin:articles_image_file", args=["no.webp"])).status_code == 404
