import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { HlsPlayer } from "../../webapp/static/js/players/hls.js";
import { Html5Player } from "../../webapp/static/js/players/html5.js";
import { createPlayer } from "../../webapp/static/js/players/index.js";
import { YouTubePlayer } from "../../webapp/static/js/players/youtube.js";
import { makeFakeHls } from "./fakes/hls.mjs";
import { FakePage } from "./fakes/page.mjs";
import { FakeTime } from "./fakes/time.mjs";

const FILE = { provider: "file", kind: "mp4", url: "https://files.example/a.mp4" };
const STREAM = { provider: "file", kind: "hls", url: "https://files.example/a.m3u8" };
const YOUTUBE = { provider: "youtube", kind: "video", id: "dQw4w9WgXcQ", title: "A song" };

const adapters = {
  html5: (page) => new Html5Player(FILE, page.container),
  hls: (page) => new HlsPlayer(STREAM, page.container, async () => makeFakeHls()),
  youtube: (page) => new YouTubePlayer(YOUTUBE, page.container),
};

async function open(make, { video = {}, page: properties = {} } = {}) {
  const time = new FakeTime();
  const page = Object.assign(new FakePage(time, video), properties);
  const player = make(page);
  const heard = [];
  const types =
    "play pause playing waiting seeking seeked ratechange durationchange volumechange ended error";
  for (const type of types.split(" ")) {
    player.addEventListener(type, ({ detail }) => heard.push(detail?.reason ?? type));
  }
  await time.advance(500);
  const started = async () => {
    await Promise.all([player.play(), time.advance(1_000)]);
  };
  return { time, page, player, heard, started, video: page.videos[0], frame: page.frames[0] };
}

const near = (actual, expected, within = 0.02) =>
  assert.ok(Math.abs(actual - expected) <= within, `${actual} is not ${expected} ± ${within}`);

for (const [name, make] of Object.entries(adapters)) {
  describe(`${name} keeps the contract:`, () => {
    test("it loads, tells its length and stands still", async () => {
      const { player, heard } = await open(make);
      assert.equal(player.duration, 600);
      assert.ok(player.readyState >= 1);
      assert.equal(player.paused, true);
      assert.equal(player.ended, false);
      assert.equal(player.currentTime, 0);
      assert.ok(heard.includes("durationchange"));
    });

    test("it says what it can do", async () => {
      const { rates, is_live, coverable, dead_band } = (await open(make)).player.capabilities;
      assert.ok(rates === "fine" || rates === null || rates.includes(1));
      assert.equal(is_live, false);
      assert.equal(coverable, name !== "youtube");
      assert.ok(dead_band > 0 && dead_band < 0.5);
    });

    test("it plays, and its time runs", async () => {
      const { player, heard, started, time } = await open(make);
      await started();
      assert.equal(player.paused, false);
      assert.ok(heard.indexOf("play") < heard.indexOf("playing"));
      const from = player.currentTime;
      await time.advance(1_230);
      near(player.currentTime, from + 1.23);
      assert.ok(player.readyState >= 3);
    });

    test("it pauses where it is, and says so once", async () => {
      const { player, heard, started, time } = await open(make);
      await started();
      player.pause();
      await time.advance(500);
      assert.equal(player.paused, true);
      const { currentTime } = player;
      await time.advance(1_000);
      assert.equal(player.currentTime, currentTime);
      assert.equal(heard.filter((type) => type === "pause").length, 1);
    });

    test("a seek while playing lands and goes on", async () => {
      const { player, heard, started, time } = await open(make);
      await started();
      player.currentTime = 100;
      assert.equal(player.seeking, true);
      near(player.currentTime, 100);
      await time.advance(1_000);
      assert.equal(player.seeking, false);
      near(player.currentTime, 100.94, 0.03);
      assert.ok(heard.indexOf("seeking") < heard.indexOf("seeked"));
    });

    test("a seek before the first start waits for it", async () => {
      const { player, started, time } = await open(make);
      player.currentTime = 42;
      await time.advance(6_000);
      assert.equal(player.paused, true);
      near(player.currentTime, 42);
      await started();
      near(player.currentTime, 43, 0.1);
    });

    test("a seek while paused does not start it", async () => {
      const { player, started, time } = await open(make);
      await started();
      player.pause();
      await time.advance(200);
      player.currentTime = 7;
      await time.advance(1_000);
      assert.equal(player.paused, true);
      assert.equal(player.seeking, false);
      near(player.currentTime, 7);
    });

    test("its rate can be set, before the start too", async () => {
      const { player, started, time, video } = await open(make);
      player.playbackRate = 1.5;
      assert.equal(player.playbackRate, 1.5);
      await started();
      const from = player.currentTime;
      await time.advance(2_000);
      near(player.currentTime, from + 3);
      assert.equal(video.playbackRate, 1.5);
    });

    test("mute and volume reach the media and are told", async () => {
      const { player, heard, time, video } = await open(make);
      player.muted = true;
      player.volume = 0.4;
      await time.advance(2_000);
      assert.deepEqual([player.muted, player.volume], [true, 0.4]);
      assert.deepEqual([video.muted, video.volume], [true, 0.4]);
      assert.ok(heard.includes("volumechange"));
    });

    test("what was set before it loaded counts", async () => {
      const { player, video } = await open((page) => {
        const early = make(page);
        return Object.assign(early, { muted: true, volume: 0.2 });
      });
      assert.deepEqual([player.muted, player.volume], [true, 0.2]);
      assert.deepEqual([video.muted, video.volume], [true, 0.2]);
    });

    test("a browser that wants a gesture rejects the start", async () => {
      const { player, time } = await open(make, { video: { policy: "muted" } });
      const refused = assert.rejects(player.play(), { name: "NotAllowedError" });
      await time.advance(200);
      await refused;
      assert.equal(player.paused, true);
      player.muted = true;
      await Promise.all([player.play(), time.advance(1_000)]);
      assert.equal(player.paused, false);
    });

    test("a pause interrupts a start that was under way", async () => {
      const { player, time } = await open(make, { video: { startMs: 500 } });
      const interrupted = assert.rejects(player.play(), { name: "AbortError" });
      player.pause();
      await time.advance(1_000);
      await interrupted;
      assert.equal(player.paused, true);
    });

    test("a stall is told, and the end of it", async () => {
      const { player, heard, started, time, video } = await open(make);
      await started();
      heard.length = 0;
      video.stall(1_000);
      await time.advance(500);
      assert.ok(player.readyState < 3);
      assert.equal(player.paused, false);
      await time.advance(1_000);
      assert.ok(player.readyState >= 3);
      assert.deepEqual(heard, ["waiting", "playing"]);
    });

    test("the end of the media is told once", async () => {
      const { player, heard, started, time } = await open(make, { video: { loadedDuration: 5 } });
      await started();
      await time.advance(8_000);
      assert.equal(player.ended, true);
      assert.equal(player.paused, true);
      assert.equal(heard.filter((type) => type === "ended").length, 1);
      near(player.currentTime, 5);
    });

    test("destroyed, it leaves nothing behind and says nothing more", async () => {
      const { player, heard, started, time, page } = await open(make);
      await started();
      player.destroy();
      heard.length = 0;
      await time.advance(30_000);
      assert.deepEqual(page.container.children, []);
      assert.deepEqual(heard, []);
    });
  });
}

describe("html5:", () => {
  test("it plays inline and shows no controls of its own", async () => {
    const { video } = await open(adapters.html5);
    assert.equal(video.src, FILE.url);
    assert.equal(video.preload, "auto");
    assert.deepEqual(Object.keys(video.attributes), ["playsinline", "webkit-playsinline"]);
    assert.ok(!video.controls);
  });

  for (const [code, message, reason] of [
    [3, "", "unsupported"],
    [4, "", "unsupported"],
    [4, "404: Not Found", "not_found"],
    [9, "", "unknown"],
  ]) {
    test(`error ${code} "${message}" means ${reason}`, async () => {
      const { video, heard } = await open(adapters.html5);
      heard.length = 0;
      video.fail(code, message);
      video.fail(code, message);
      assert.deepEqual(heard, [reason]);
    });
  }

  test("a lost network is tried again before it is an error", async () => {
    const { video, heard, time, player } = await open(adapters.html5);
    video.fail(2);
    await time.advance(2_000);
    assert.ok(player.readyState > 0);
    assert.ok(!heard.includes("network"));
    video.fail(2);
    await time.advance(5_000);
    video.fail(2);
    assert.equal(heard.at(-1), "network");
  });

  const opened = (video) => video.dispatchEvent(new Event("loadedmetadata"));
  const LOADING = 2;

  test("what has been opened and is gone is the network's, whatever the browser calls it", async () => {
    const { video, heard, time } = await open(adapters.html5);
    opened(video);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      video.fail(4);
      await time.advance(5_000);
    }
    assert.equal(heard.at(-1), "network");
  });

  test("a server that takes the connection and says nothing is told of", async () => {
    const { heard, time } = await open(adapters.html5, { video: { networkState: LOADING } });
    await time.advance(12_000);
    assert.equal(heard.at(-1), "unanswered");
  });

  test("an element that waits for a tap is not a silent server", async () => {
    const { heard, time } = await open(adapters.html5, { video: { networkState: 1 } });
    await time.advance(60_000);
    assert.ok(!heard.includes("unanswered"));
  });

  test("a film that stalls for long on its way has lost its network", async () => {
    const { video, heard, time } = await open(adapters.html5, { video: { networkState: LOADING } });
    opened(video);
    await time.advance(60_000);
    assert.ok(!heard.includes("network"));
    video.dispatchEvent(new Event("waiting"));
    await time.advance(8_000);
    video.dispatchEvent(new Event("progress"));
    await time.advance(8_000);
    assert.ok(!heard.includes("network"));
    await time.advance(5_000);
    assert.equal(heard.at(-1), "network");
  });

  test("a stream without an end is live, and its edge can be reached", async () => {
    const { player, video } = await open(adapters.html5, { video: { loadedDuration: Infinity } });
    assert.equal(player.capabilities.is_live, true);
    player.seekToLive();
    assert.deepEqual(video.seeks, [900]);
  });

  test("WebKit is not bothered for a few milliseconds", async () => {
    const { player } = await open(adapters.html5, { page: { GestureEvent: class {} } });
    assert.equal(player.capabilities.dead_band, 0.04);
  });
});

describe("hls:", () => {
  const withHls = (Hls) => (page) => new HlsPlayer(STREAM, page.container, async () => Hls);

  test("the library is fetched for nothing if only the browser can play it", async () => {
    const make = (page) => {
      delete page.MediaSource;
      return new HlsPlayer(STREAM, page.container, () => assert.fail("not to be fetched"));
    };
    const { video } = await open(make, { video: { nativeHls: "maybe" } });
    assert.equal(video.src, STREAM.url);
  });

  test("where both could, the library plays", async () => {
    const Hls = makeFakeHls();
    const { video } = await open(withHls(Hls), { video: { nativeHls: "maybe" } });
    assert.equal(Hls.instances[0].url, STREAM.url);
    assert.equal(video.src, "blob:");
  });

  test("a browser without either is told apart from a network without the library", async () => {
    const old = await open(withHls(makeFakeHls({ isSupported: false })));
    assert.equal(old.heard.at(-1), "unsupported");
    const offline = await open((page) =>
      new HlsPlayer(STREAM, page.container, () => Promise.reject(new TypeError("offline"))));
    assert.equal(offline.heard.at(-1), "network");
  });

  test("the network is tried again, anew if not even the playlist came", async () => {
    const Hls = makeFakeHls();
    const { time, heard } = await open(withHls(Hls));
    const [hls] = Hls.instances;
    const lose = async () => {
      hls.fail({ type: "networkError" });
      await time.advance(5_000);
    };
    await lose();
    assert.deepEqual(hls.calls, ["loadSource", "loadSource"]);
    hls.levels = [{}];
    await lose();
    await lose();
    assert.deepEqual(hls.calls.slice(2), ["startLoad", "startLoad"]);
    await lose();
    assert.equal(heard.at(-1), "network");
  });

  test("a piece that came makes earlier losses forgotten", async () => {
    const Hls = makeFakeHls();
    const { time, heard } = await open(withHls(Hls));
    for (let loss = 0; loss < 10; loss += 1) {
      Hls.instances[0].fail({ type: "networkError" });
      await time.advance(5_000);
      Hls.instances[0].buffer();
    }
    assert.ok(!heard.includes("network"));
  });

  test("media is recovered once", async () => {
    const Hls = makeFakeHls();
    const { heard } = await open(withHls(Hls));
    const [hls] = Hls.instances;
    hls.fail({ type: "mediaError" });
    assert.equal(hls.calls.at(-1), "recoverMediaError");
    hls.fail({ type: "mediaError" });
    assert.equal(heard.at(-1), "unsupported");
  });

  test("a playlist that is not there is not found, at once", async () => {
    const Hls = makeFakeHls();
    const { heard } = await open(withHls(Hls));
    Hls.instances[0].fail({ type: "networkError", response: { code: 404 } });
    assert.equal(heard.at(-1), "not_found");
  });

  test("the live edge is the library's", async () => {
    const Hls = makeFakeHls();
    const { player, video } = await open(withHls(Hls));
    Hls.instances[0].liveSyncPosition = 321;
    player.seekToLive();
    assert.deepEqual(video.seeks, [321]);
  });

  test("destroyed while the library is on its way, it stays destroyed", async () => {
    const Hls = makeFakeHls();
    await open((page) => {
      const player = withHls(Hls)(page);
      player.destroy();
      return player;
    });
    assert.deepEqual(Hls.instances, []);
  });
});

describe("an advertisement in YouTube's frame:", () => {
  const AD_MS = 15_000;

  async function interrupted() {
    const opened = await open(adapters.youtube);
    opened.player.play();
    await opened.time.advance(3_000);
    opened.frame.advertise(AD_MS);
    await opened.time.advance(3_000);
    return opened;
  }

  test("is what plays and stands still", async () => {
    const { player, heard } = await interrupted();
    assert.ok(player.isAdvertising);
    assert.ok(player.readyState < 3); // its position is not to be believed
    assert.ok(!heard.includes("pause"));
  });

  test("ends when the video goes on", async () => {
    const { player, time } = await interrupted();
    await time.advance(AD_MS);
    assert.ok(!player.isAdvertising);
    assert.equal(player.readyState, 4);
  });

  test("is not what it says it waits for", async () => {
    const { player, time, video } = await interrupted();
    await time.advance(AD_MS);
    video.stall(5_000);
    await time.advance(4_000);
    assert.ok(!player.isAdvertising);
    assert.equal(player.readyState, 2);
  });
});

test("how much of a YouTube video lies ready is what it says", async () => {
  const { player, frame, time } = await open(adapters.youtube);
  frame.loaded = 0.5;
  player.play();
  await time.advance(2_000);
  assert.ok(Math.abs(player.bufferedAhead - (player.duration / 2 - player.currentTime)) < 0.01);
});

describe("youtube:", () => {
  const withFrame = (youtube) => (page) => adapters.youtube(Object.assign(page, { youtube }));

  test("of a frame that does not tell, everything may lie ready", async () => {
    const { player, started } = await open(withFrame({ loaded: undefined }));
    await started();
    assert.equal(player.bufferedAhead, Infinity);
  });

  test("its frame is asked for politely and may do what it must", async () => {
    const { page } = await open(adapters.youtube);
    const [iframe] = page.container.children;
    const url = new URL(iframe.src);
    assert.equal(url.origin + url.pathname, `https://www.youtube.com/embed/${YOUTUBE.id}`);
    const { enablejsapi, origin, playsinline, controls } = Object.fromEntries(url.searchParams);
    assert.deepEqual([enablejsapi, playsinline, controls], ["1", "1", "0"]);
    assert.equal(origin, page.location.origin);
    assert.equal(iframe.referrerPolicy, "strict-origin-when-cross-origin");
    assert.match(iframe.allow, /autoplay; encrypted-media/);
    assert.equal(iframe.title, "A song");
  });

  for (const [error, reason] of [
    [2, "not_found"],
    [5, "unsupported"],
    [100, "not_found"],
    [101, "embedding_forbidden"],
    [150, "embedding_forbidden"],
    [153, "embedding_forbidden"],
    [7, "unknown"],
  ]) {
    test(`error ${error} means ${reason}`, async () => {
      const { heard } = await open(withFrame({ error }));
      assert.equal(heard.at(-1), reason);
    });
  }

  test("only this frame, from YouTube's origins, is listened to", async () => {
    const { frame, heard, time } = await open(adapters.youtube);
    frame.post("onError", 150, { source: {} });
    frame.post("onError", 150, { origin: "https://www.youtube.com.evil.example" });
    frame.post("onError", 150, { origin: "null" });
    await time.advance(100);
    assert.ok(!heard.includes("embedding_forbidden"));
    frame.post("onError", 150, { origin: "https://www.youtube-nocookie.com" });
    await time.advance(100);
    assert.equal(heard.at(-1), "embedding_forbidden");
  });

  test("what is not its protocol is passed over", async () => {
    const { frame, page, heard } = await open(adapters.youtube);
    const before = heard.length;
    for (const data of ["{", "null", "7", "{}", { event: "onError" }]) {
      const message = Object.assign(new Event("message"), { source: frame, data });
      page.dispatchEvent(Object.assign(message, { origin: "https://www.youtube.com" }));
    }
    assert.equal(heard.length, before);
  });

  test("a frame that never says a word is a network error, after twenty seconds", async () => {
    const { heard, time } = await open(withFrame({ isSilent: true }));
    await time.advance(19_000);
    assert.deepEqual(heard, []);
    await time.advance(1_000);
    assert.deepEqual(heard, ["network"]);
  });

  test("a frame that waits for a tap is not an error", async () => {
    const { heard, time } = await open(adapters.youtube);
    await time.advance(60_000);
    assert.ok(!heard.includes("network"));
  });

  test("a browser that refuses in silence is noticed", async () => {
    const { player, time, video } = await open(adapters.youtube);
    video.play = () => Promise.reject(new DOMException("", "UnknownError"));
    const refused = assert.rejects(player.play(), { name: "NotAllowedError" });
    await time.advance(11_000);
    await refused;
    video.play = () => Object.getPrototypeOf(video).play.call(video);
    await Promise.all([player.play(), time.advance(500)]);
  });

  test("a refusal that is told twice is not taken for that of the muted try", async () => {
    const { player, time, frame } = await open(adapters.youtube, { video: { policy: "muted" } });
    const refused = assert.rejects(player.play(), { name: "NotAllowedError" });
    await time.advance(10);
    await refused;
    player.muted = true;
    const started = player.play();
    frame.post("onAutoplayBlocked");
    await time.advance(500);
    await started;
  });

  test("a muted try that is refused too is noticed", async () => {
    const { player, time } = await open(adapters.youtube, { video: { policy: "nothing" } });
    for (const muted of [false, true]) {
      player.muted = muted;
      const refused = assert.rejects(player.play(), { name: "NotAllowedError" });
      await time.advance(1_100);
      await refused;
    }
  });

  test("a pause and a start inside the frame are told", async () => {
    const { player, video, heard, started, time } = await open(adapters.youtube);
    await started();
    heard.length = 0;
    video.pause();
    await time.advance(100);
    assert.equal(player.paused, true);
    video.play();
    await time.advance(100);
    assert.equal(player.paused, false);
    assert.deepEqual(heard, ["pause", "play", "playing"]);
  });

  test("a rate the frame forgot is set again when it plays", async () => {
    const { player, video, started, time } = await open(adapters.youtube);
    player.playbackRate = 1.25;
    await time.advance(100);
    video.playbackRate = 1;
    await started();
    assert.equal(video.playbackRate, 1.25);
  });

  test("a frame that reports no more is not believed", async () => {
    const { player, frame, started, time } = await open(adapters.youtube);
    await started();
    frame.post = () => {};
    await time.advance(2_000);
    assert.ok(player.readyState < 3);
  });

  test("the volume of another page is overruled, that of this person is not", async () => {
    const remembered = { muted: true, volume: 0.1 };
    const { player, video, frame, time } = await open(adapters.youtube, { video: remembered });
    assert.deepEqual([video.muted, video.volume], [false, 1]);
    await time.advance(2_000);
    frame.post("infoDelivery", { muted: true, volume: 30 });
    await time.advance(100);
    assert.deepEqual([player.muted, player.volume], [true, 0.3]);
  });

  test("a report from before an order does not undo it", async () => {
    const { player, frame, time } = await open(adapters.youtube);
    await time.advance(2_000);
    player.muted = true;
    frame.post("infoDelivery", { muted: false, volume: 100 });
    await time.advance(100);
    assert.equal(player.muted, true);
  });

  test("a start that takes long does not forget where", async () => {
    const { player, time } = await open(adapters.youtube, { video: { seekMs: 8_000 } });
    player.currentTime = 42;
    const started = player.play();
    await time.advance(6_000);
    assert.equal(player.currentTime, 42);
    await time.advance(4_000);
    await started;
    near(player.currentTime, 44, 0.1);
  });

  test("a live stream says so", async () => {
    const { player } = await open(withFrame({ isLive: true }));
    assert.equal(player.capabilities.is_live, true);
  });
});

test("a media gets the player of its provider and kind", () => {
  const { container } = new FakePage(new FakeTime());
  const kinds = [[FILE, Html5Player], [STREAM, HlsPlayer], [YOUTUBE, YouTubePlayer]];
  for (const [media, kind] of kinds) {
    const player = createPlayer(media, container);
    assert.equal(player.constructor, kind);
    player.destroy();
  }
});
