import assert from "node:assert/strict";
import { test } from "node:test";

import { createQr } from "../../webapp/static/js/views/qr-view.js";

test("dark modules side by side are drawn as one, inside a quiet zone", () => {
  const made = [];
  globalThis.document = {
    createElementNS: (_, name) => {
      const element = { name, attributes: {}, append: () => {} };
      element.setAttribute = (key, value) => (element.attributes[key] = value);
      made.push(element);
      return element;
    },
  };
  createQr(["110", "001", "000"], "a code");
  const [path, whole] = made;
  assert.equal(path.attributes.d, "M4 4h2v1h-2zM6 5h1v1h-1z");
  assert.equal(whole.attributes.viewBox, "0 0 11 11");
  assert.equal(whole.attributes["aria-label"], "a code");
});
