// A stub of the page at https://www.youtube.com/embed/ID: plays a local file and speaks the widget
// protocol, the JSON messages that YouTube's IFrame API exchanges with that page.
//
// `stub.commands` records the commands it got, for the tests; `stub.advertise(ms)` interrupts the video
// as an advertisement does: it says that it plays, and its position stands still.

const State = { UNSTARTED: -1, ENDED: 0, PLAYING: 1, PAUSED: 2, BUFFERING: 3, CUED: 5 };

// Ids that fail, as the IFrame API numbers the errors.
const ERRORS = {
  bad_param__: 2,
  html5_error: 5,
  not_found__: 100,
  no_embed___: 101,
  no_embed150: 150,
};
const NO_REFERRER = 153;

const RATES = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];
const PROGRESS_MS = 250;

const parameters = new URLSearchParams(location.search);
const video = document.querySelector("video");
const subscribed = new Set();

let parent = null;
let parentOrigin = parameters.get("origin");
let session = null;
let isReady = false;
let hasBegun = false;
let state = State.UNSTARTED;
let videoId = location.pathname.split("/").pop();

let interruptedAt = null;

window.stub = { commands: [], advertise };

function advertise(ms) {
  interruptedAt = video.currentTime;
  setTimeout(() => {
    video.currentTime = interruptedAt;
    interruptedAt = null;
  }, ms);
}

// --- What the page says ---

function post(event, info = null) {
  const message = { event, info, id: session, channel: "widget" };
  parent?.postMessage(JSON.stringify(message), parentOrigin);
}

function emit(event, info) {
  if (subscribed.has(event)) post(event, info);
}

function progress() {
  const { buffered, duration } = video;
  const loaded = buffered.length && duration ? buffered.end(buffered.length - 1) / duration : 0;
  return {
    currentTime: interruptedAt ?? video.currentTime,
    currentTimeLastUpdated_: Date.now() / 1000,
    mediaReferenceTime: interruptedAt ?? video.currentTime,
    duration: duration || 0,
    playbackRate: video.playbackRate,
    videoLoadedFraction: loaded,
  };
}

function sound() {
  return { muted: video.muted, volume: Math.round(video.volume * 100) };
}

function everything() {
  return {
    ...progress(),
    ...sound(),
    playerState: state,
    availablePlaybackRates: RATES,
    videoUrl: `https://www.youtube.com/watch?v=${videoId}`,
    videoData: { video_id: videoId, title: `Stub video ${videoId}`, author: "Stub" },
    playlist: null,
    playlistIndex: -1,
  };
}

function enter(next) {
  if (next === state) return;
  state = next;
  post("infoDelivery", { ...progress(), playerState: state, videoData: everything().videoData });
  emit("onStateChange", state);
}

// --- What the page can be told ---

function play() {
  video.play().catch((error) => {
    if (error.name === "NotAllowedError") emit("onAutoplayBlocked");
  });
}

function load(request, startSeconds, andPlay) {
  const options = typeof request === "object" ? request : { videoId: request, startSeconds };
  videoId = options.videoId;
  state = State.UNSTARTED;
  video.playbackRate = 1; // as YouTube's own: a new video forgets the rate
  post("infoDelivery", everything());
  if (errorOf(videoId)) {
    emit("onError", errorOf(videoId));
    return;
  }
  video.src = `/stub/media/${videoId}`;
  video.currentTime = options.startSeconds || 0;
  if (andPlay) play();
  else video.addEventListener("loadeddata", () => enter(State.CUED), { once: true });
}

function setRate(rate) {
  video.playbackRate = Math.max(RATES.at(0), Math.min(RATES.at(-1), rate));
}

function seek(seconds) {
  const wasWaiting = state === State.CUED || state === State.UNSTARTED;
  video.currentTime = Number(seconds);
  if (wasWaiting) play(); // as YouTube's own: seeking in a cued video starts it
}

const commands = {
  playVideo: play,
  pauseVideo: () => video.pause(),
  stopVideo: () => {
    video.pause();
    enter(State.CUED);
  },
  seekTo: seek,
  mute: () => { video.muted = true; },
  unMute: () => { video.muted = false; },
  setVolume: (percent) => { video.volume = Math.max(0, Math.min(100, percent)) / 100; },
  setPlaybackRate: setRate,
  loadVideoById: (request, startSeconds) => load(request, startSeconds, true),
  cueVideoById: (request, startSeconds) => load(request, startSeconds, false),
  addEventListener: subscribe,
  removeEventListener: (event) => subscribed.delete(event),
};

function subscribe(event) {
  subscribed.add(event);
  // Whoever connects to a video that failed long ago still learns why.
  if (event === "onError" && errorOf(videoId)) emit("onError", errorOf(videoId));
}

function errorOf(id) {
  return document.referrer ? ERRORS[id] : NO_REFERRER;
}

// --- The conversation ---

function begin() {
  if (hasBegun || !parent || !isReady) return;
  hasBegun = true;
  post("initialDelivery", { apiInterface: Object.keys(commands), ...everything() });
  post("onReady");
  if (parameters.get("autoplay") === "1" && !errorOf(videoId)) play();
}

function listen(message, source, origin) {
  session = message.id;
  if (hasBegun) {
    post("alreadyInitialized");
    return;
  }
  parent = source;
  parentOrigin ??= origin;
  begin();
}

addEventListener("message", ({ data, source, origin }) => {
  let message;
  try {
    message = JSON.parse(data);
  } catch {
    return;
  }
  if (message.channel !== "widget") return;
  if (message.event === "listening") {
    listen(message, source, origin);
  } else if (message.event === "command") {
    const args = Array.isArray(message.args) ? message.args : [];
    stub.commands.push({ func: message.func, args });
    commands[message.func]?.(...args);
  }
});

// --- The video ---

video.addEventListener("playing", () => enter(State.PLAYING));
video.addEventListener("waiting", () => enter(State.BUFFERING));
video.addEventListener("ended", () => enter(State.ENDED));
video.addEventListener("pause", () => { if (!video.ended) enter(State.PAUSED); });
video.addEventListener("seeking", () => { if (!video.paused) enter(State.BUFFERING); });
video.addEventListener("seeked", () => {
  post("infoDelivery", progress());
  if (!video.paused && video.readyState > HTMLMediaElement.HAVE_CURRENT_DATA) enter(State.PLAYING);
});
video.addEventListener("ratechange", () => {
  post("infoDelivery", progress());
  emit("onPlaybackRateChange", video.playbackRate);
});
video.addEventListener("volumechange", () => {
  post("infoDelivery", sound());
  emit("onVolumeChange", sound());
});
video.addEventListener("error", () => emit("onError", ERRORS.html5_error));

setInterval(() => {
  if (state !== State.PLAYING && state !== State.BUFFERING) return;
  post("infoDelivery", progress());
  emit("onVideoProgress", video.currentTime);
}, PROGRESS_MS);

// --- The start ---

function whenReady() {
  isReady = true;
  begin();
}

if (parameters.get("mute") === "1") video.muted = true;

if (errorOf(videoId)) {
  whenReady();
} else {
  video.src = `/stub/media/${videoId}`;
  video.currentTime = Number(parameters.get("start")) || 0;
  video.addEventListener("loadedmetadata", () => {
    enter(State.CUED);
    whenReady();
  }, { once: true });
  video.addEventListener("error", whenReady, { once: true });
}
