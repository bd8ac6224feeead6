import { Listeners, h, icon, reconcile, setIcon, setText } from "../lib/dom.js";
import { nameOf } from "../lib/format.js";
import { COUNT_MS, Command, PageState, Permission } from "../protocol.js";
import { readyCheckEndsMs, readyCheckOf } from "../readiness.js";
import { drawFace, face } from "./face.js";

const MOST_FACES = 8; // as many as fit beside each other on a phone

/**
 * «Is everybody ready?», who is, and the three, two, one: under the picture, never on it.
 *
 * @param {import("../countdown.js").Countdown} room.launch
 */
export function mount(root, room) {
  const question = mountQuestion(root, room);
  const number = h("p", {
    class: "ready__number tabular",
    role: "timer",
    "aria-live": "assertive",
    hidden: true,
    "data-testid": "ready-number",
  });
  root.append(number);

  function draw() {
    const { launch, store } = room;
    question.draw(launch.isOn ? null : readyCheckOf(store.room, store.nowMs));
    number.hidden = !launch.isOn;
    const seconds = launch.isOn && launch.seconds <= COUNT_MS / 1000 ? launch.seconds : "";
    if (number.textContent === String(seconds)) return;
    number.textContent = seconds;
    restart(number, "data-beat");
  }

  draw();
  const listeners = new Listeners();
  listeners.on(room.store, "change", draw);
  listeners.on(room.launch, "change", draw);
  return () => {
    question.unmount();
    listeners.stop();
    root.replaceChildren();
  };
}

function mountQuestion(root, { store, send, toast, telegram, t }) {
  const count = h("span", { class: "ready__count tabular", "data-testid": "ready-count" });
  const title = h("p", { class: "ready__title", role: "status" }, t("ready_question"), " ", count);
  const faces = h("ul", { class: "ready__faces", "data-testid": "ready-faces" });
  const sign = icon("check");
  const answer = button("btn--primary ready__answer", "ready-answer", reply, sign, t("ready_yes"));
  const start = button("", "ready-start", () => ask(Command.FINISH_READY_CHECK), t("ready_start"));
  const callOff = () => ask(Command.CANCEL_READY_CHECK);
  const cancel = button("btn--icon", "ready-cancel", callOff, icon("close"));
  cancel.title = t("ready_cancel");
  cancel.setAttribute("aria-label", cancel.title);
  const actions = h("div", { class: "ready__actions" }, answer, start, cancel);
  const card = h(
    "section",
    { class: "ready", hidden: true, "aria-label": t("ready_question"), "data-testid": "ready" },
    title,
    faces,
    actions,
  );
  root.append(card);
  let check = null;
  let timer = 0;

  const isReady = () => check.ready.includes(store.me?.id);
  const ask = (command) => send(command, { check_id: check.id });

  function reply() {
    telegram.haptic.impact("light");
    send(Command.ANSWER_READY_CHECK, { check_id: check.id, is_ready: !isReady() });
  }

  function draw(now) {
    clearTimeout(timer);
    check = now;
    card.hidden = check === null;
    if (check === null) return;
    timer = setTimeout(giveUp, readyCheckEndsMs(store.room) - store.nowMs);
    const asked = store.presence.users.filter(({ state }) => state !== PageState.SECOND_SCREEN);
    const ready = asked.filter(({ id }) => check.ready.includes(id));
    setText(count, t("ready_count", { ready: ready.length, count: asked.length }));
    drawFaces(asked);
    drawActions(asked);
  }

  function drawFaces(asked) {
    const people = asked.slice(0, MOST_FACES);
    reconcile(faces, people, ({ id }) => id, row, (element, person) => {
      const name = nameOf(person, t);
      const has = check.ready.includes(person.id);
      element.toggleAttribute("data-ready", has);
      drawFace(element.querySelector(".face"), name);
      setText(element.querySelector("[data-name]"), t(has ? "ready_is" : "ready_is_not", { name }));
    });
  }

  function row({ id }) {
    const name = h("span", { class: "visually-hidden", dataset: { name: "" } });
    return h("li", { class: "ready__face" }, face(id), name);
  }

  function drawActions(asked) {
    const canControl = store.can(Permission.CONTROL);
    start.hidden = cancel.hidden = !canControl;
    // Whoever has no picture here or anywhere is not waited for.
    answer.hidden = !asked.some(({ id }) => id === store.me?.id);
    answer.setAttribute("aria-pressed", String(isReady()));
    setIcon(sign, isReady() ? "check" : "hand");
  }

  function giveUp() {
    if (readyCheckEndsMs(store.room) === check.until_ms) toast(t("ready_over"));
    draw(null);
  }

  return { draw, unmount: () => clearTimeout(timer) };
}

function button(style, testid, onclick, ...content) {
  const attributes = { class: `btn ${style}`, type: "button", onclick, "data-testid": testid };
  return h("button", attributes, ...content);
}

/** Let an animation that hangs on an attribute begin anew. */
function restart(element, attribute) {
  element.removeAttribute(attribute);
  void element.offsetWidth;
  element.setAttribute(attribute, "");
}
