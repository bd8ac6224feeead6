import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { Connection } from "../../webapp/static/js/connection.js";

/** The part of socket.io-client that the connection uses. */
class FakeSocket {
  handlers = {};
  connected = false;
  connects = 0;
  disconnects = 0;
  answer = { ok: true, version: 1 };

  on(name, handler) {
    this.handlers[name] = handler;
  }
  connect() {
    this.connects += 1;
    return this;
  }
  disconnect() {
    this.disconnects += 1;
    return this;
  }
  timeout() {
    return this;
  }
  async emitWithAck(...sent) {
    this.sent = sent;
    if (this.answer instanceof Error) throw this.answer;
    return this.answer;
  }
  receive(name, payload) {
    if (name === "connect") this.connected = true;
    if (name === "disconnect") this.connected = false;
    this.handlers[name](payload);
  }
}

function open() {
  const socket = new FakeSocket();
  const states = [];
  const connection = new Connection({ room_id: "r" }, () => socket);
  connection.addEventListener("state", ({ detail }) => states.push(detail));
  connection.open();
  return { connection, socket, states };
}

test("a request resolves with its acknowledgement and rejects with its code", async () => {
  const { connection, socket } = open();
  socket.receive("connect");
  assert.deepEqual(await connection.request("play"), { ok: true, version: 1 });
  assert.deepEqual(socket.sent, ["play", {}]);

  socket.answer = { ok: false, error: { code: "queue_full", limit: 200 } };
  await assert.rejects(connection.request("add_to_queue", { url: "u" }), {
    code: "queue_full",
    data: { limit: 200 },
  });
});

test("what cannot be sent, or is not answered, is offline", async () => {
  const { connection, socket } = open();
  await assert.rejects(connection.request("play"), { code: "offline" });
  await assert.rejects(connection.clockEcho(), { code: "offline" });
  socket.receive("connect");
  socket.answer = new Error("timeout");
  await assert.rejects(connection.request("play"), { code: "offline" });
});

test("a lost connection is reconnecting until it is back", () => {
  const { socket, states } = open();
  socket.receive("connect");
  socket.receive("disconnect", "transport close");
  socket.receive("connect_error", new Error("xhr poll error"));
  socket.receive("connect");
  assert.deepEqual(states, ["connected", "reconnecting", "connected"]);
});

test("a server that restarts is connected to again", () => {
  const { socket, states } = open();
  socket.receive("connect");
  socket.receive("bye", { code: "restarting" });
  socket.receive("disconnect", "io server disconnect");
  assert.equal(socket.connects, 2);
  assert.equal(states.at(-1), "reconnecting");
});

test("a dismissal is final", () => {
  const { connection, socket, states } = open();
  socket.receive("connect");
  socket.receive("bye", { code: "kicked" });
  socket.receive("disconnect", "io server disconnect");
  assert.equal(socket.connects, 1);
  assert.equal(states.at(-1), "refused");
  assert.equal(connection.refusal.code, "kicked");
});

test("a refusal carries its code and is not tried again", () => {
  const { connection, socket, states } = open();
  const error = Object.assign(new Error(), { data: { code: "link_expired" } });
  socket.receive("connect_error", error);
  assert.deepEqual(states, ["refused"]);
  assert.equal(connection.refusal.code, "link_expired");
  assert.equal(socket.connects, 1);
});

test("a refusal that passes is tried again when it says so", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { socket, states } = open();
  const error = Object.assign(new Error(), { data: { code: "rate_limited", retry_after: 2 } });
  socket.receive("connect_error", error);
  mock.timers.tick(1_999);
  assert.equal(socket.connects, 1);
  mock.timers.tick(1);
  assert.equal(socket.connects, 2);
  assert.deepEqual(states, ["reconnecting"]);
  mock.timers.reset();
});

test("frames are passed on under their names", () => {
  const { connection, socket } = open();
  const seen = [];
  for (const name of ["frame", "presence", "message", "emotions", "notification"]) {
    connection.addEventListener(name, ({ type, detail }) => seen.push([type, detail]));
  }
  socket.receive("events", { version: 1 });
  socket.receive("presence", { count: 2 });
  assert.deepEqual(seen, [
    ["frame", { version: 1 }],
    ["presence", { count: 2 }],
  ]);
});

test("whoever waits is told of their place and is in only when let in", () => {
  const socket = new FakeSocket();
  const [states, places] = [[], []];
  const connection = new Connection({ room_id: "r" }, (options) => {
    socket.auth = options.auth;
    return socket;
  });
  connection.addEventListener("state", ({ detail }) => states.push(detail));
  connection.addEventListener("waiting", ({ detail }) => places.push(detail.place));
  const full = { data: { code: "room_full", capacity: 2, inside: 2, waiting: 1 } };
  socket.receive("connect_error", full);
  assert.equal(connection.refusal.data.waiting, 1);

  connection.wait();
  assert.equal(socket.auth.wait, true);
  socket.receive("connect");
  for (const place of [2, 1]) socket.receive("waiting", { place });
  socket.receive("disconnect", "transport close");
  socket.receive("connect");
  socket.receive("admitted", {});
  const expected = ["refused", "connecting", "waiting", "reconnecting", "connected"];
  assert.deepEqual(states, expected);
  assert.deepEqual(places, [2, 1]);
});

test("whatever carries the server's time is a glimpse of its clock, before it is news", () => {
  const { connection, socket } = open();
  const heard = [];
  for (const name of ["glimpse", "frame", "presence", "emotions", "notification"])
    connection.addEventListener(name, ({ detail }) => heard.push([name, detail]));
  const received = [
    ["events", "frame", { version: 1, events: [], server_ms: 1_000.25 }],
    ["presence", "presence", { count: 1, server_ms: 2_000 }],
    ["emotions", "emotions", { counts: {}, server_ms: 3_000 }],
  ];
  for (const [name, , payload] of received) socket.receive(name, payload);
  socket.receive("notification", { id: 7 }); // to one person, at any later time
  const expected = received.flatMap(([, event, payload]) => [
    ["glimpse", payload.server_ms],
    [event, payload],
  ]);
  assert.deepEqual(heard, [...expected, ["notification", { id: 7 }]]);
});
