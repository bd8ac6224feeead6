import assert from "node:assert/strict";
import { test } from "node:test";

import { colorScheme, contrast, themeVariables } from "../../webapp/static/js/theme.js";

// Telegram's own light theme: its hint and link colours are below WCAG's 4.5 to 1 on its grounds.
const PALE = {
  bg_color: "#ffffff",
  secondary_bg_color: "#f4f4f5",
  text_color: "#000000",
  hint_color: "#999999",
  link_color: "#3390ec",
  button_color: "#40a7e3",
  button_text_color: "#ffffff",
  destructive_text_color: "#e53935",
};

test("contrast is WCAG's", () => {
  assert.equal(contrast("#000000", "#ffffff"), 21);
  assert.equal(contrast("#123456", "#123456"), 1);
  assert.equal(contrast("#777777", "#ffffff").toFixed(2), "4.48");
});

test("a ground is dark when white is read on it more easily than black", () => {
  assert.equal(colorScheme("#17212b"), "dark");
  assert.equal(colorScheme("#ffffff"), "light");
  assert.equal(colorScheme("#40a7e3"), "light");
});

test("what is written in the theme's colours can be read on its grounds", () => {
  const theme = themeVariables(PALE);
  for (const name of ["hint", "link", "destructive-text"]) {
    for (const ground of ["bg", "secondary-bg"]) {
      const [text, behind] = [name, ground].map((part) => theme[`--tg-theme-${part}-color`]);
      assert.ok(contrast(text, behind) >= 4.5, `${name} on ${ground}: ${text} on ${behind}`);
    }
  }
  const button = theme["--tg-theme-button-color"];
  assert.ok(contrast(button, theme["--tg-theme-button-text-color"]) >= 4.5);
});

test("a colour that can be read already is left as it is", () => {
  const theme = { bg_color: "#17212b", link_color: "#6ab3f3" };
  assert.equal(themeVariables(theme)["--tg-theme-link-color"], "#6ab3f3");
});

test("what is not a colour does not reach the stylesheets", () => {
  const theme = { bg_color: "url(//evil.example)", text_color: "#fff", hint_color: 7 };
  assert.deepEqual(themeVariables({ ...theme, link_color: null }), {});
});
