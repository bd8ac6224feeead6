import { h } from "../lib/dom.js";
import { nameOf } from "../lib/format.js";

const MAX_OFFERED = 5; // what fits above a keyboard
// What is being typed behind an @ that begins a word.
const CALL = /(?:^|\s)@([^\s@]{0,32})$/u;
const MOVES = { ArrowDown: 1, ArrowUp: -1 };

/**
 * Those here whose name, or a word of it, begins with what was typed.
 *
 * @param {{id: number, name: string}[]} people With names as they are shown.
 */
export function matching(people, typed) {
  const start = typed.toLocaleLowerCase();
  const begins = ({ name }) =>
    [name, ...name.split(/\s+/)].some((word) => word.toLocaleLowerCase().startsWith(start));
  return people.filter(begins).slice(0, MAX_OFFERED);
}

/**
 * Completes names in a field: a list of people above it while `@` and letters are typed.
 *
 * @returns {{onKey(event: KeyboardEvent): boolean, update(): void, close(): void,
 *   people(): {user_id: number, name: string}[]}} `onKey` says whether the key was for the list;
 *   `people` are those that a text may call, those chosen from the list first.
 */
export function attachMentions(root, input, { store, t }) {
  const list = h("ul", {
    class: "mentions",
    role: "listbox",
    id: "mention-list",
    "aria-label": t("chat_mention_people"),
    "data-testid": "mention-list",
    hidden: true,
  });
  root.append(list);
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  const chosen = new Set();
  let offered = [];
  let at = 0;

  const others = () =>
    store.presence.users
      .filter(({ id }) => id !== store.me?.id)
      .map((user) => ({ id: user.id, name: nameOf(user, t) }));

  function typed() {
    if (input.selectionStart !== input.selectionEnd) return null;
    return input.value.slice(0, input.selectionStart).match(CALL)?.[1] ?? null;
  }

  function update() {
    const start = typed();
    offered = start === null ? [] : matching(others(), start);
    at = 0;
    draw();
  }

  function draw() {
    list.hidden = offered.length === 0;
    list.replaceChildren(...offered.map(option));
    if (list.hidden) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `mention-${offered[at].id}`);
  }

  function option(person, index) {
    const attributes = {
      class: "mentions__option truncate",
      role: "option",
      id: `mention-${person.id}`,
      dir: "auto",
      "aria-selected": String(index === at),
      "data-testid": "mention-option",
      onpointerdown: (event) => event.preventDefault(), // keeps the keyboard open
      onclick: () => choose(person),
    };
    return h("li", attributes, person.name);
  }

  function choose({ id, name }) {
    const end = input.selectionStart;
    const start = end - typed().length;
    input.setRangeText(`${name} `, start, end, "end");
    chosen.add(id);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    close();
  }

  function close() {
    offered = [];
    draw();
  }

  function onKey(event) {
    if (list.hidden || event.isComposing) return false;
    if (event.key in MOVES) {
      at = (at + MOVES[event.key] + offered.length) % offered.length;
      draw();
    } else if (event.key === "Enter" || event.key === "Tab") choose(offered[at]);
    else if (event.key === "Escape") close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  function people() {
    const isChosen = ({ id }) => chosen.has(id);
    return others()
      .sort((a, b) => isChosen(b) - isChosen(a))
      .map(({ id, name }) => ({ user_id: id, name }));
  }

  return { onKey, update, close, people };
}
