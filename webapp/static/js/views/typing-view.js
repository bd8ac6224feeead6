import { Listeners, h, setText } from "../lib/dom.js";
import { nameOf } from "../lib/format.js";
import { listOf } from "./notice-row-view.js";

const MAX_NAMES = 3;

/** Who is writing, above the line one writes in. */
export function mount(root, { typists, t, locale }) {
  const line = h("p", { class: "typing truncate", "data-testid": "typing", hidden: true });
  root.append(line);

  function draw() {
    const sentence = sentenceOf(typists.writing);
    line.hidden = sentence === "";
    setText(line, sentence);
  }

  function sentenceOf({ people, areMany }) {
    if (areMany || people.length > MAX_NAMES) return t("chat_typing_many");
    const names = people.map((person) => nameOf(person, t));
    if (names.length === 0) return "";
    if (names.length === 1) return t("chat_typing_one", { name: names[0] });
    return t("chat_typing_several", { names: listOf(names, locale) });
  }

  const listeners = new Listeners();
  listeners.on(typists, "change", draw);
  return () => {
    listeners.stop();
    line.remove();
  };
}
