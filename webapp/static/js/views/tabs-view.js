import { h, icon } from "../lib/dom.js";

const TURNS = { ArrowLeft: -1, ArrowRight: 1 };

/**
 * Tabs as WAI-ARIA's authoring practices have them: one tab stop, arrows move and choose.
 *
 * @param {{name: string, icon: string, label: string}[]} tabs
 * @returns {{panels: Record<string, HTMLElement>, select(name: string): void,
 *   mark(name: string, count: number): void, readonly selected: string}}
 *   `mark` shows how much there is under a tab; nothing if that is 0.
 */
export function createTabs(root, { tabs, label, onSelect = () => {} }) {
  const list = h("div", { class: "tabs", role: "tablist", "aria-label": label });
  const panels = {};
  const buttons = {};
  let selected = "";

  for (const { name, icon: picture, label: text } of tabs) {
    const badge = h("span", { class: "tabs__badge tabular", hidden: true });
    const attributes = {
      class: "tabs__tab",
      type: "button",
      role: "tab",
      id: `tab-${name}`,
      "aria-controls": `panel-${name}`,
      "data-testid": `tab-${name}`,
      onclick: () => choose(name),
    };
    buttons[name] = h("button", attributes, icon(picture), h("span", {}, text), badge);
    panels[name] = h("div", {
      class: `panel__page ${name}`,
      role: "tabpanel",
      id: `panel-${name}`,
      "aria-labelledby": `tab-${name}`,
    });
  }
  list.append(...Object.values(buttons));
  list.addEventListener("keydown", (event) => {
    if (!(event.key in TURNS)) return;
    const names = Object.keys(buttons);
    const next = names.at((names.indexOf(selected) + TURNS[event.key]) % names.length);
    choose(next);
    buttons[next].focus();
    event.preventDefault();
  });
  root.append(list, ...Object.values(panels));

  function select(name) {
    selected = name;
    for (const [other, button] of Object.entries(buttons)) {
      button.setAttribute("aria-selected", String(other === name));
      button.tabIndex = other === name ? 0 : -1;
      panels[other].hidden = other !== name;
    }
  }

  function choose(name) {
    select(name);
    onSelect(name);
  }

  function mark(name, count) {
    const badge = buttons[name].lastElementChild;
    badge.hidden = count === 0;
    badge.textContent = count > 99 ? "99+" : count;
  }

  select(tabs[0].name);
  return {
    panels,
    select,
    mark,
    get selected() {
      return selected;
    },
  };
}
