"""Which player an address gets: one row for each form that people paste."""

import json
import string
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.provisional import urls

from shared.domain.media import PLAYABLE, Kind, Media, Provider
from shared.domain.media_errors import InvalidUrl, UnsupportedMedia, UrlTooLong
from shared.media.sources import MAX_URL, SUPPORTED, WITHOUT_A_PLAYER, identify

VIDEO_ID = "dQw4w9WgXcQ"
WATCH = f"https://www.youtube.com/watch?v={VIDEO_ID}"
LIST_ID = "PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf"
CHANNEL_ID = "UCuAXFkgsw1L7xaCfnd5JJOw"
RECOGNISED = {provider.value for provider in Provider}
ROWS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "data" / "video_urls.json").read_text()
)


def video(*, start: int | None = None, list_id: str | None = None) -> Media:
    return Media(Provider.YOUTUBE, Kind.VIDEO, WATCH, id=VIDEO_ID, start=start, list_id=list_id)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["url"]))
def test_every_known_address_leads_where_its_row_says(row: dict[str, Any]) -> None:
    found = None
    with suppress(UnsupportedMedia):
        found = identify(row["url"])
    if row["provider"] not in RECOGNISED:
        assert found is None
        return
    assert found is not None
    told = {name: getattr(found, name) for name in ("provider", "kind", "id", "start")}
    assert told == {name: row[name] for name in told}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param(WATCH, video(), id="watch"),
        pytest.param(
            f"https://www.youtube.com/watch?si=x&t=5&v={VIDEO_ID}&list={LIST_ID}&index=3",
            video(start=5, list_id=LIST_ID),
            id="other parameters in any order",
        ),
        pytest.param(f"https://www.youtube.com/watch/{VIDEO_ID}", video(), id="watch as a path"),
        pytest.param(f"https://youtube.com/watch?v={VIDEO_ID}", video(), id="no www"),
        pytest.param(f"https://m.youtube.com/watch?v={VIDEO_ID}", video(), id="m."),
        pytest.param(f"https://music.youtube.com/watch?v={VIDEO_ID}", video(), id="music."),
        pytest.param(f"https://youtu.be/{VIDEO_ID}", video(), id="youtu.be"),
        pytest.param(f"https://youtu.be/{VIDEO_ID}/", video(), id="youtu.be with a slash"),
        pytest.param(
            f"https://youtu.be/{VIDEO_ID}?list={LIST_ID}&t=7",
            video(start=7, list_id=LIST_ID),
            id="youtu.be with a list",
        ),
        pytest.param(f"https://www.youtube.com/embed/{VIDEO_ID}", video(), id="embed"),
        pytest.param(
            f"https://www.youtube-nocookie.com/embed/{VIDEO_ID}?rel=0", video(), id="nocookie"
        ),
        pytest.param(f"https://www.youtube.com/shorts/{VIDEO_ID}", video(), id="shorts"),
        pytest.param(f"https://www.youtube.com/live/{VIDEO_ID}?si=x", video(), id="live"),
        pytest.param(f"https://www.youtube.com/v/{VIDEO_ID}?version=3", video(), id="v/"),
        pytest.param(f"https://www.youtube.com/e/{VIDEO_ID}", video(), id="e/"),
        pytest.param(f"http://www.youtube.com/watch?v={VIDEO_ID}", video(), id="http"),
        pytest.param(f"HTTPS://WWW.YouTube.COM/watch?v={VIDEO_ID}", video(), id="upper case"),
        pytest.param(f"https://www.youtube.com./watch?v={VIDEO_ID}", video(), id="trailing dot"),
        pytest.param(f"https://www.youtube.com:443/watch?v={VIDEO_ID}", video(), id="its port"),
        pytest.param(f"https://www.youtube.com/watch?v=%64{VIDEO_ID[1:]}", video(), id="encoded"),
        pytest.param(f"youtu.be/{VIDEO_ID}", video(), id="youtu.be without a scheme"),
        pytest.param(f"www.youtube.com/watch?v={VIDEO_ID}", video(), id="watch without a scheme"),
        pytest.param(f" \n{WATCH}\t", video(), id="white space around"),
        pytest.param(f"{WATCH}&list=bad%20list", video(), id="a list that cannot be one"),
    ],
)
def test_a_youtube_video_is_known_in_every_form(url: str, expected: Media) -> None:
    assert identify(url) == expected


@pytest.mark.parametrize(
    ("suffix", "start"),
    [
        pytest.param("&t=90", 90, id="seconds"),
        pytest.param("&t=90.7", 90, id="seconds with a fraction"),
        pytest.param("&amp;t=90", 90, id="copied out of a page's source"),
        pytest.param("&t=90s", 90, id="seconds with their unit"),
        pytest.param("&t=2m", 120, id="minutes"),
        pytest.param("&t=1h2m3s", 3723, id="hours, minutes, seconds"),
        pytest.param("&t=1H2M3S", 3723, id="upper case"),
        pytest.param("&t=1h3s", 3603, id="without minutes"),
        pytest.param("&t=0", 0, id="the very start"),
        pytest.param("&start=42", 42, id="start="),
        pytest.param("#t=42", 42, id="in the fragment"),
        pytest.param("#start=1m", 60, id="start= in the fragment"),
        pytest.param("&t=5#t=42", 5, id="the query goes before the fragment"),
        pytest.param("&t=-5", None, id="negative"),
        pytest.param("&t=soon", None, id="words"),
        pytest.param("&t=s", None, id="a unit alone"),
        pytest.param("&t=٤٢", None, id="digits of another script"),
        pytest.param("&t=99999999", None, id="beyond what a position may be"),
        pytest.param("&t=" + "9" * 500, None, id="beyond any number"),
    ],
)
def test_a_youtube_link_says_where_to_begin(suffix: str, start: int | None) -> None:
    assert identify(WATCH + suffix) == video(start=start)


@pytest.mark.parametrize(
    ("path", "kind", "media_id"),
    [
        pytest.param(f"playlist?list={LIST_ID}", Kind.PLAYLIST, LIST_ID, id="playlist"),
        pytest.param(f"watch?list={LIST_ID}", Kind.PLAYLIST, LIST_ID, id="watch without a video"),
        pytest.param(
            f"embed/videoseries?list={LIST_ID}", Kind.PLAYLIST, LIST_ID, id="embedded playlist"
        ),
        pytest.param(f"embed?listType=playlist&list={LIST_ID}", Kind.PLAYLIST, LIST_ID, id="embed"),
        pytest.param("@Blender", Kind.CHANNEL, "@Blender", id="handle"),
        pytest.param("@Blender/videos", Kind.CHANNEL, "@Blender", id="tab of a handle"),
        pytest.param("@%D0%9A%D0%B8%D0%BD%D0%BE", Kind.CHANNEL, "@Кино", id="Russian handle"),
        pytest.param(f"channel/{CHANNEL_ID}", Kind.CHANNEL, CHANNEL_ID, id="channel"),
        pytest.param(
            f"embed/live_stream?channel={CHANNEL_ID}", Kind.CHANNEL, CHANNEL_ID, id="live_stream"
        ),
        pytest.param("c/Blender", Kind.CHANNEL, "c/Blender", id="c/"),
        pytest.param("user/Blender", Kind.CHANNEL, "user/Blender", id="user/"),
    ],
)
def test_lists_and_channels_are_recognised_and_not_playable(
    path: str, kind: Kind, media_id: str
) -> None:
    found = identify(f"https://www.youtube.com/{path}")
    assert found is not None
    assert (found.provider, found.kind, found.id) == (Provider.YOUTUBE, kind, media_id)
    assert found.kind not in PLAYABLE


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        *(
            pytest.param(f"https://cdn.example.com/a/film.{extension}", Kind.MP4, id=extension)
            for extension in ("mp4", "m4v", "webm", "ogg", "ogv", "mov")
        ),
        pytest.param("https://cdn.example.com/a/master.m3u8", Kind.HLS, id="m3u8"),
        pytest.param("https://cdn.example.com/FILM.MP4", Kind.MP4, id="upper case"),
        pytest.param("https://cdn.example.com/f.mp4?token=a%2Fb&e=1", Kind.MP4, id="query"),
        pytest.param("https://cdn.example.com/f.webm#t=10", Kind.MP4, id="fragment"),
        pytest.param("https://cdn.example.com/f.m3u8?token=1#x", Kind.HLS, id="stream with both"),
        pytest.param("https://cdn.example.com/%D0%9A%20%D0%B8.mp4", Kind.MP4, id="encoded"),
        pytest.param("https://cdn.example.com/film%2Emp4", Kind.MP4, id="encoded dot"),
        pytest.param("https://cdn.example.com/Кино.mp4", Kind.MP4, id="Cyrillic"),
        pytest.param("https://кино.рф/a.mp4", Kind.MP4, id="Cyrillic host"),
        pytest.param("http://cdn.example.com/film.mp4", Kind.MP4, id="http stays http"),
        pytest.param("https://cdn.example.com:8443/film.mp4", Kind.MP4, id="another port"),
        pytest.param("http://192.0.2.7:8000/film.mp4", Kind.MP4, id="IPv4"),
        pytest.param("http://[2001:db8::7]:8000/film.mp4", Kind.MP4, id="IPv6"),
        pytest.param("https://player.vimeo.com/external/1.hd.mp4?s=1", Kind.MP4, id="of a site"),
    ],
)
def test_a_file_is_known_by_its_extension_and_its_address_is_kept(url: str, kind: Kind) -> None:
    assert identify(url) == Media(Provider.FILE, kind, url)


def test_a_file_typed_without_a_scheme_is_taken_for_https() -> None:
    found = identify("cdn.example.com:8443/a.mp4")
    assert found == Media(Provider.FILE, Kind.MP4, "https://cdn.example.com:8443/a.mp4")


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("https://example.com/watch/123", id="a page"),
        pytest.param("https://example.com", id="a host alone"),
        pytest.param("https://example.com/film.mp4/", id="a folder named like a file"),
        pytest.param("https://example.com/get?file=film.mp4", id="extension in the query"),
        pytest.param("https://example.com/film.mkv", id="an extension we do not know"),
        pytest.param(f"https://youtube.com.evil.tld/watch?v={VIDEO_ID}", id="YouTube in front"),
        pytest.param(f"https://evilyoutube.com/watch?v={VIDEO_ID}", id="YouTube at the end"),
        pytest.param(f"https://evil.tld/youtu.be/{VIDEO_ID}", id="YouTube in the path"),
        pytest.param(f"https://youtu.be.evil.tld/{VIDEO_ID}", id="youtu.be in front"),
        pytest.param(f"https://yоutube.com/watch?v={VIDEO_ID}", id="a Cyrillic o"),
        pytest.param(f"https://[::1]/watch?v={VIDEO_ID}", id="IPv6"),
    ],
)
def test_an_unknown_address_is_left_to_be_asked(url: str) -> None:
    assert identify(url) is None


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("", id="nothing"),
        pytest.param("   ", id="white space"),
        pytest.param("hello", id="a word"),
        pytest.param("film.mp4", id="a file's name"),
        pytest.param("javascript:alert(1)", id="javascript"),
        pytest.param(f"javascript://youtube.com/watch?v={VIDEO_ID}", id="javascript with a host"),
        pytest.param("data:video/mp4;base64,AAAA", id="data"),
        pytest.param("file:///etc/passwd", id="file"),
        pytest.param("ftp://example.com/film.mp4", id="ftp"),
        pytest.param("blob:https://example.com/film.mp4", id="blob"),
        pytest.param("https://user:password@example.com/film.mp4", id="credentials"),
        pytest.param(f"https://youtube.com@evil.tld/watch?v={VIDEO_ID}", id="a host as a user"),
        pytest.param("user@example.com/film.mp4", id="a user without a scheme"),
        pytest.param(f"https://evil.tld\\@youtu.be/{VIDEO_ID}", id="backslash before an @"),
        pytest.param("https://youtu.be\\.evil.tld/film.mp4", id="backslash in the host"),
        pytest.param(f"https://%79outu.be/{VIDEO_ID}", id="percent sign in the host"),
        pytest.param("https://", id="no host"),
        pytest.param("https:///film.mp4", id="no host but a path"),
        pytest.param("https:example.com/film.mp4", id="no slashes"),
        pytest.param("//example.com/film.mp4", id="no scheme but slashes"),
        pytest.param("https://exa mple.com/film.mp4", id="space in the host"),
        pytest.param("https://example.com/my film.mp4", id="space in the path"),
        pytest.param("https://example.com/fi\nlm.mp4", id="line break"),
        pytest.param("https://example.com/fi\x00lm.mp4", id="NUL"),
        pytest.param("https://example.com/\u202e4pm.exe", id="turned writing direction"),
        pytest.param("https://example.com/\ud800.mp4", id="half a character"),
        pytest.param("https://example.com:99999/film.mp4", id="no such port"),
        pytest.param("https://example.com:web/film.mp4", id="a port in words"),
        pytest.param("https://[::1/film.mp4", id="open bracket"),
        pytest.param("https://a[::1]b/film.mp4", id="brackets inside"),
        pytest.param("https://example..com/film.mp4", id="an empty label"),
        pytest.param("https://" + "a" * 64 + ".com/film.mp4", id="a label too long for the DNS"),
    ],
)
def test_what_is_no_web_address_is_refused_with_what_would_do(url: str) -> None:
    with pytest.raises(InvalidUrl) as caught:
        identify(url)
    assert caught.value.data == {"supported": SUPPORTED}


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("https://www.youtube.com/watch?v=short", id="short id"),
        pytest.param(f"https://www.youtube.com/watch?v={VIDEO_ID}X", id="long id"),
        pytest.param(f"https://www.youtube.com/watch?v={VIDEO_ID}%0A", id="line break in the id"),
        pytest.param("https://www.youtube.com/watch?v=дQw4w9WgXcQ", id="letter of another script"),
        pytest.param(f"https://www.youtube.com/Xwatch?v={VIDEO_ID}", id="another page"),
        pytest.param(f"https://www.youtube.com/shorts/{VIDEO_ID}/more", id="more after the id"),
        pytest.param(f"https://www.youtube.com:8443/watch?v={VIDEO_ID}", id="another port"),
        pytest.param(f"http://youtu.be:443/{VIDEO_ID}", id="the other scheme's port"),
        pytest.param(f"https://studio.youtube.com/watch?v={VIDEO_ID}", id="another host of theirs"),
        pytest.param("https://www.youtube.com/film.mp4", id="a file's name"),
        pytest.param("https://www.youtube.com/embed/videoseries", id="a playlist without its id"),
        pytest.param("https://www.youtube.com/embed/live_stream", id="a stream without a channel"),
        pytest.param("https://www.youtube.com/channel/Blender", id="a channel without its id"),
        pytest.param("https://www.youtube.com/", id="YouTube itself"),
        pytest.param("https://youtu.be/", id="youtu.be itself"),
        *(pytest.param(f"https://{host}/video/1", id=host) for host in sorted(WITHOUT_A_PLAYER)),
        pytest.param("https://player.vimeo.com/video/76979871", id="a host below"),
    ],
)
def test_a_known_site_without_a_video_to_play_is_refused_with_what_would_do(url: str) -> None:
    with pytest.raises(UnsupportedMedia) as caught:
        identify(url)
    assert type(caught.value) is UnsupportedMedia
    assert caught.value.data == {"supported": SUPPORTED}


def test_what_is_supported_is_named_shortly() -> None:
    assert SUPPORTED == ("youtube", "mp4", "m4v", "webm", "ogg", "ogv", "mov", "m3u8")


def test_an_address_may_have_as_many_characters_as_the_limit_and_no_more() -> None:
    longest = "https://example.com/film.mp4?".ljust(MAX_URL, "a")
    assert identify(longest) is not None
    with pytest.raises(UrlTooLong) as caught:
        identify(longest + "a")
    assert caught.value.data == {"limit": 2048, "supported": SUPPORTED}


def test_the_scheme_that_was_not_typed_counts() -> None:
    with pytest.raises(UrlTooLong):
        identify("example.com/film.mp4?".ljust(MAX_URL, "a"))


PIECES = [
    *("https://", "http:", "//", "javascript:", "www.", "youtube.com", "youtu.be", "example.com"),
    *("/", "\\", "?", "#", "&", "@", ":", "[", "]", "%", ".", "..", "=", " ", "\n", "\u202e"),
    *("watch", "embed", "shorts", "channel", "videoseries", "@a", "user", "v=", "t=", "list="),
    *(VIDEO_ID, LIST_ID, CHANNEL_ID, "film.mp4", ".m3u8", "%2Emp4", "%00", "%ff", ":443", "1h2m"),
]
ADDRESSES = st.one_of(
    st.text(),
    urls(),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.builds("https://www.youtube.com/{}".format, st.text(max_size=30)),
    st.builds(
        "{}/{}{}".format,
        st.sampled_from(["youtu.be", "https://cdn.example.com", WATCH]),
        st.sampled_from([VIDEO_ID, "film.mp4", "a/b.m3u8"]),
        st.text(max_size=10).map("?{}".format),
    ),
)


@given(ADDRESSES)
def test_any_text_is_recognised_refused_or_left_to_be_asked(text: str) -> None:
    with suppress(UnsupportedMedia):
        identify(text)


@given(ADDRESSES)
def test_a_recognised_address_leads_to_the_same_again(text: str) -> None:
    found = None
    with suppress(UnsupportedMedia):
        found = identify(text)
    if found is not None:
        assert identify(found.url) == replace(found, start=None, list_id=None)


@given(
    st.sampled_from(["youtube.com", "www.youtube.com", "youtu.be"]),
    st.text(string.ascii_letters + string.digits + "-.", max_size=8),
)
def test_a_host_that_only_begins_like_youtube_is_never_youtube(host: str, more: str) -> None:
    found = None
    with suppress(InvalidUrl):
        found = identify(f"https://{host}{more}.evil.tld/watch?v={VIDEO_ID}")
    assert found is None
