// In every frame of a page: which picture was shown when, as the browser's compositor has it, and
// where the media was every fiftieth of a second, which is told while it stands, too.
(() => {
  const log = { frames: [], places: [], rates: [], can_play_at: null, origin_errors: [] };
  window.frameLog = log;
  const wall = (ms) => performance.timeOrigin + ms;
  const watch = (video) => {
    const note = (_now, { presentationTime, mediaTime }) => {
      log.frames.push([wall(presentationTime), mediaTime]);
      video.requestVideoFrameCallback(note);
    };
    video.requestVideoFrameCallback(note);
    const noteReady = () => (log.can_play_at ??= wall(performance.now()));
    if (video.readyState >= 3) noteReady();
    video.addEventListener("canplay", noteReady, { once: true });
    video.addEventListener("ratechange", () =>
      log.rates.push([wall(performance.now()), video.playbackRate]),
    );
    video.addEventListener("seeking", () => log.rates.push([wall(performance.now()), null]));
  };
  let watched = null;
  setInterval(() => {
    const video = document.querySelector("video");
    if (!video) return;
    if (video !== watched) watch((watched = video));
    const before = performance.now();
    const place = video.currentTime;
    const took = performance.now() - before;
    // Whoever was interrupted between the two has read two instants.
    if (took < 1) log.places.push([wall(before + took / 2), place, video.paused || video.seeking]);
    // A process that is interrupted as it starts has its origin wrong by as much, for good.
    log.origin_errors.push(Date.now() - wall(performance.now()));
  }, 20);
})();
