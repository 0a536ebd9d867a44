"""Body text is HTML from an allow-list, whatever was brought in."""

import re
from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib.html import ATTRIBUTES, SCHEMES, TAGS, clean_html, from_markdown, plain_text
from newsroom.lib.text import clean_text
from tests.properties import moderately

VECTORS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\x0c>alert(1)</script>",
    "</p><script>alert(1)//",
    "<img src=x onerror=alert(1)>",
    "<img/src='x'onerror=alert(1)>",
    '<IMG """><SCRIPT>alert(1)</SCRIPT>">',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><a xlink:href='javascript:alert(1)'><text x=20 y=20>x</text></a></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "<math href='javascript:alert(1)'>x</math>",
    "<math><annotation-xml encoding='text/html'><script>alert(1)</script></annotation-xml></math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "<template><script>alert(1)</script></template>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='></object>",
    "<embed src='javascript:alert(1)'>",
    "<base href='javascript:/a/+alert(1)//'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href='javascript:alert(1)'>",
    "<style>@import 'javascript:alert(1)';</style>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    '<p style="width:expression(alert(1))">x</p>',
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='java&#x0A;script:alert(1)'>x</a>",
    "<a href='&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)'>x</a>",
    "<a href='&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)'>x</a>",
    "<a href='javascript&colon;alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='blob:https://evil.example/x'>x</a>",
    "<a href='file:///etc/passwd'>x</a>",
    "<a href='view-source:https://evil.example'>x</a>",
    "<a href='ftp://evil.example/x'>x</a>",
    "<a href='tel:+1900'>x</a>",
    "<a href='magnet:?xt=x'>x</a>",
    "<a onmouseover='alert(1)' href='https://a.example'>x</a>",
    '<a href="https://a.example"onclick="alert(1)">x</a>',
    "<p onclick\n=\n'alert(1)'>x</p>",
    "<p/onmouseover=alert(1)>x",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<body onload=alert(1)>",
    "<input onfocus=alert(1) autofocus>",
    "<button formaction='javascript:alert(1)'>x</button>",
    "<form action='javascript:alert(1)'><input type=submit></form>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<select><style></select><svg onload=alert(1)></style>",
    "<xmp><p title='</xmp><svg onload=alert(1)>'></xmp>",
    "<plaintext><script>alert(1)</script>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
    "<title><a href='</title><img src=x onerror=alert(1)>'></title>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    '<a title="<img src=x onerror=alert(1)>">x</a>',
    "<abbr title='\"><script>alert(1)</script>'>x</abbr>",
    "<td background='javascript:alert(1)'>x</td>",
    "<p id=body name=innerHTML class=lead data-relative>x</p>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;alert(1)",
    "\ufeff<script>alert(1)</script>",
    "<\0script>alert(1)</\0script>",
    "<p>" + "<b>" * 300 + "<img src=x onerror=alert(1)>",
]
PIECES = st.one_of(
    st.sampled_from(VECTORS),
    st.sampled_from([*re.findall(r"</?\w+|&#?\w+;?|[\w:-]+|\W", "".join(VECTORS)), "<pre>", "\n", "<h1>", "</h1>"]),
    st.sampled_from([f"<{tag}>" for tag in sorted(TAGS)] + [f"</{tag}>" for tag in sorted(TAGS)]),
    st.text(max_size=5),
)
NASTY = st.lists(PIECES, max_size=12).map("".join)


class Reader(HTMLParser):
    """What another parser than the cleaner's sees in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.others: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment  # type: ignore[assignment]


def assert_harmless(html: str) -> None:
    read = Reader(html)
    assert set(read.tags) <= TAGS
    assert not read.others
    for tag, name, value in read.attributes:
        allowed = ATTRIBUTES.get(tag, set()) | ATTRIBUTES["*"] | ({"rel"} if tag == "a" else set())
        assert name in allowed, (tag, name)
        if name == "href":
            # As a browser reads it: no controls and spaces around, no tabs and line breaks within.
            address = re.sub(r"[\t\n\r]", "", value.strip("".join(map(chr, range(33))))).lower()
            scheme = re.match(r"([^/?#]*?):", address)
            assert scheme is None or scheme[1] in SCHEMES, value


class TestCleanHtml:
    @pytest.mark.parametrize("vector", VECTORS, ids=range(len(VECTORS)))
    def test_nothing_of_it_can_act(self, vector: str) -> None:
        assert_harmless(clean_html(vector))
        assert_harmless(clean_html(f"<table><tr><td>{vector}</td></tr></table>"))
        assert_harmless(from_markdown(vector))

    @moderately
    @given(NASTY)
    def test_nor_of_any_mixture(self, html: str) -> None:
        assert_harmless(clean_html(html))

    @moderately
    @given(NASTY)
    def test_cleaning_twice_changes_nothing(self, html: str) -> None:
        assert clean_html(clean_html(html)) == clean_html(html)

    @pytest.mark.parametrize(
        "html", ["<pre>" + "\n" * 12 + "x</pre>", "<p>&amp;#1;&#1;x</p>", "a&#13;\n<p>b</p>", "<b>&#10;</b>"]
    )
    def test_not_where_parsing_brings_forth_or_swallows_something(self, html: str) -> None:
        assert clean_html(clean_html(html)) == clean_html(html)

    def test_the_words_stay_where_a_tag_goes(self) -> None:
        assert clean_html("<div class=lead><font color=red>Ferries</font> <u>sail</u></div>") == "Ferries sail"

    def test_what_is_no_word_goes_with_its_tag(self) -> None:
        assert clean_html("a<script>b</script><style>c</style><svg><text>d</text></svg><title>e</title>f") == "af"

    @pytest.mark.parametrize(
        "html",
        [
            "<p>Ferries <strong>sail</strong>.</p>",
            '<p lang="ko" dir="ltr">여객선</p>',
            '<p><a href="https://a.example/?a=1&amp;b=2" title="A" rel="noopener noreferrer">A</a></p>',
            '<p><a href="mailto:desk@a.example" rel="noopener noreferrer">write</a></p>',
            '<p><a href="/en/" rel="noopener noreferrer">ours</a></p>',
            '<ol start="3"><li>three</li></ol>',
            '<table><thead><tr><th scope="col" colspan="2">Day</th></tr></thead></table>',
            "<pre><code>one\n  two</code></pre>",
            "<blockquote><p>“Yes.”</p></blockquote>",
        ],
    )
    def test_what_a_story_is_made_of_stays_as_it_is(self, html: str) -> None:
        assert clean_html(html) == html

    def test_a_heading_of_the_first_level_is_the_pages(self) -> None:
        assert clean_html("<h1>One</h1><H1 class=x>Two</H1><h2>Three</h2>") == "<h2>One</h2><h2>Two</h2><h2>Three</h2>"

    def test_a_link_tells_the_other_side_nothing(self) -> None:
        assert 'rel="noopener noreferrer"' in clean_html("<a href='https://a.example' rel=opener target=_blank>x</a>")
        assert "target" not in clean_html("<a href='https://a.example' target=_blank>x</a>")

    def test_text_is_cleaned_as_all_text_is(self) -> None:
        assert clean_html("<p>Fer\0ries\ufffe cafe\u0301</p>") == "<p>Ferries café</p>"
        assert clean_html("<p>&#1;&#xFFFE;x</p>") == "<p>x</p>"


class TestMarkdown:
    def test_it_becomes_clean_html(self) -> None:
        text = (
            "# One\n\nFerries *sail*.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[x](javascript:alert(1)) <b onclick=x>y</b>"
        )
        made = from_markdown(text)
        assert_harmless(made)
        assert made == clean_html(made)
        assert made.startswith("<h2>One</h2>\n<p>Ferries <em>sail</em>.</p>\n<table>")
        assert "<b>y</b>" in made
        assert "href" not in made


class TestPlainText:
    def test_blocks_are_parted_by_a_line_break(self) -> None:
        html = "<h2>One</h2><p>Two  <b>three</b><br>four</p><ul><li>five</li><li>six</li></ul><hr>seven"
        assert plain_text(html) == "One\nTwo three\nfour\nfive\nsix\nseven"

    def test_cells_are_parted_by_a_space_and_what_follows_a_table_stands_behind_it(self) -> None:
        html = "<table><tr><th>Port<th>Ferries</tr><tr><td>Roth<td>3</td></tr></table>Behind<pre>typed</pre>last"
        assert plain_text(clean_html(html)) == "Port Ferries\nRoth 3\nBehind\ntyped\nlast"

    @pytest.mark.parametrize("space", ["  ", "\t", "\u00a0", "\u3000", " \u2003 "])
    def test_every_run_of_white_space_is_one_space(self, space: str) -> None:
        assert plain_text(f"<p>{space}One{space}two{space}</p>") == "One two"

    def test_entities_are_the_characters_they_mean_and_nothing_more(self) -> None:
        assert plain_text("<p>1 &lt; 2 &amp;&amp; &amp;lt;b&amp;gt; caf&eacute;</p>") == "1 < 2 && &lt;b&gt; café"

    def test_what_only_a_tag_or_a_reference_kept_apart_becomes_one_character(self) -> None:
        assert plain_text(clean_html("<p>caf<b>e</b>\u0301</p>")) == "caf\xe9"
        assert plain_text(clean_html("<p>1 &lt;\u0338 2 &gt;\u0338 3</p>")) == "1 \u226e 2 \u226f 3"

    @moderately
    @given(NASTY)
    def test_it_is_clean_text_without_empty_lines(self, html: str) -> None:
        text = plain_text(clean_html(html))
        assert clean_text(text) == text
        assert text == "\n".join(line for line in text.splitlines() if line.strip())

    @moderately
    @given(st.text(max_size=60))
    def test_words_that_were_escaped_come_back(self, words: str) -> None:
        assert plain_text(clean_html(f"<p>{escape(words)}</p>")).split() == clean_text(words).split()
