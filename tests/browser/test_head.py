"""The data in the head of a page, in a browser under the strict policy: read, not run, and nothing to report."""

import pytest
from playwright.sync_api import Page

from tests.factories import make_published

HEADLINE = "</script><script>document.title = 'Broken'</script><!-- “quay” & \u2028 co"
WATCH = "document.addEventListener('securitypolicyviolation', event => (window.refused ||= []).push(event.blockedURI))"


@pytest.mark.parametrize("path", ["", "/en/hashtag/Treaty/"])
def test_the_data_of_a_page_is_read_and_not_run(page: Page, path: str) -> None:
    story = make_published(headline=HEADLINE, tags=["Treaty"])
    page.add_init_script(WATCH)
    page.goto(path or story.get_absolute_url())
    told = page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)")
    assert told["@graph"][0]["@type"] == ("CollectionPage" if path else "NewsArticle")
    if not path:
        assert told["@graph"][0]["headline"] == story.headline
    assert "Broken" not in page.title() or page.title().startswith("</script>")
    assert page.evaluate("window.refused || []") == []
