const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an element. Strings among the children become text nodes: nothing here is parsed as markup.
 *
 * @param {string} name
 * @param {object} attributes `onclick: fn` listens, `dataset: {…}` sets data attributes, `true`
 *   sets an empty attribute; `false`, `null` and `undefined` leave it out.
 * @param {...(Node | string | number | null | false)} children
 */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key.replace(/^on/, ""), value);
    else if (key === "dataset") Object.assign(element.dataset, value);
    else setAttribute(element, key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== false));
  return element;
}

/** Set an attribute, or take it away if the value is `false`, `null` or `undefined`. */
export function setAttribute(element, name, value) {
  if (value === false || value === null || value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? "" : value);
}

/** Set a text only if it is another one, so that screen readers do not hear it twice. */
export function setText(element, text) {
  if (element.textContent !== String(text)) element.textContent = text;
}

/** Make an element of a drawing. */
export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) setAttribute(element, key, value);
  element.append(...children);
  return element;
}

/** @param {string} name Of a symbol in templates/icons.html, without its `icon-`. */
export function icon(name) {
  return picture("icon", `icon-${name}`);
}

/** @param {string} id Of any symbol on the page. */
export function picture(className, id) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#${id}`);
  svg.append(use);
  return svg;
}

export function setIcon(svg, name) {
  svg.firstElementChild.setAttribute("href", `#icon-${name}`);
  return svg;
}

/**
 * Listen to several events at once.
 *
 * @param {string} types Separated by spaces.
 * @returns {() => void} Stops listening.
 */
export function on(target, types, handler, options) {
  const names = types.split(" ");
  for (const type of names) target.addEventListener(type, handler, options);
  return () => {
    for (const type of names) target.removeEventListener(type, handler, options);
  };
}

/** Listeners that end together: what a view listens to while it is mounted. */
export class Listeners {
  #life = new AbortController();

  /** @param {string} types Separated by spaces. */
  on(target, types, handler) {
    on(target, types, handler, { signal: this.#life.signal });
  }

  stop() {
    this.#life.abort();
  }
}

/**
 * Make the children of a list those of `items`, in order; an element stays while its key does.
 *
 * @param {(item: object) => string | number} keyOf
 * @param {(item: object) => Element} create
 * @param {(element: Element, item: object) => void} update Called for new elements too.
 */
export function reconcile(list, items, keyOf, create, update = () => {}) {
  const keys = items.map((item) => String(keyOf(item)));
  const wanted = new Set(keys);
  const known = new Map();
  for (const child of [...list.children]) {
    if (wanted.has(child.dataset.key)) known.set(child.dataset.key, child);
    else child.remove();
  }
  let place = list.firstElementChild;
  for (const [at, item] of items.entries()) {
    const key = keys[at];
    let element = known.get(key);
    if (!element) {
      element = create(item);
      element.dataset.key = key;
    }
    update(element, item);
    // Moving an element that is in place already would lose its focus.
    if (element === place) place = place.nextElementSibling;
    else list.insertBefore(element, place);
  }
}
