import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { FrameGrid, USUAL_FRAMES, frameFrom } from "../../webapp/static/js/players/frame-grid.js";

/** A video that shows its frames when it is told to. */
class Projector extends EventTarget {
  paused = false;
  presentedFrames = 0;
  asked = [];

  requestVideoFrameCallback(callback) {
    this.asked.push(callback);
  }

  show(mediaTime, dropped = 0) {
    this.presentedFrames += 1 + dropped;
    for (const callback of this.asked.splice(0)) {
      callback(0, { mediaTime, presentedFrames: this.presentedFrames });
    }
  }

  play(rate, from = 0, count = 20) {
    this.dispatchEvent(new Event("playing"));
    for (let n = 0; n < count; n += 1) this.show(from + n / rate);
  }
}

const near = (actual, expected) => assert.ok(Math.abs(actual - expected) < 1e-6, `${actual}`);

describe("the frames of a video", () => {
  test("are thirty a second until better is known", () => {
    assert.deepEqual(new FrameGrid(new EventTarget()).frames, USUAL_FRAMES);
    assert.deepEqual(new FrameGrid(new Projector()).frames, USUAL_FRAMES);
  });

  for (const rate of [24, 25, 30_000 / 1_001, 60]) {
    test(`are learned: ${rate.toFixed(2)} a second`, () => {
      const video = new Projector();
      const grid = new FrameGrid(video);
      video.play(rate, 3);
      near(grid.frames.length, 1 / rate);
    });
  }

  test("that were dropped make none longer", () => {
    const video = new Projector();
    const grid = new FrameGrid(video);
    video.dispatchEvent(new Event("playing"));
    for (const [at, dropped] of [[0, 0], [0.08, 1], [0.12, 0], [0.24, 2], [0.28, 0]]) {
      video.show(at, dropped);
    }
    near(grid.frames.length, 0.04);
  });

  test("are looked at no longer than it takes, and again after a seek", () => {
    const video = new Projector();
    const grid = new FrameGrid(video);
    video.play(25, 0, 30);
    assert.equal(video.asked.length, 0);
    video.paused = true;
    video.dispatchEvent(new Event("seeked"));
    video.show(7.013);
    near(grid.frames.at, 7.013);
    near(grid.frames.length, 0.04);
  });
});

describe("a step", () => {
  const pal = { length: 0.04, at: 0 };

  test("comes to the middle of the next frame, and of the one before", () => {
    near(frameFrom(1.01, pal, 1), 1.06);
    near(frameFrom(1.01, pal, -1), 0.98);
  });

  test("by step is a frame each time, on and back", () => {
    let position = 10;
    for (let n = 1; n <= 500; n += 1) {
      position = frameFrom(position, USUAL_FRAMES, 1);
      near(position, 10 + (n + 0.5) / 30);
    }
    for (let n = 0; n < 500; n += 1) position = frameFrom(position, USUAL_FRAMES, -1);
    near(position, 10 + 0.5 / 30);
  });

  test("from between two frames, by rounding, is a step from the later one", () => {
    near(frameFrom(0.12 - 1e-9, pal, 1), 0.18);
  });

  test("does not lead before the beginning", () => {
    assert.equal(frameFrom(0.01, pal, -1), 0);
  });

  test("follows frames that do not begin at nought", () => {
    near(frameFrom(5.005, { length: 0.04, at: 5.003 }, 1), 5.063);
  });
});
