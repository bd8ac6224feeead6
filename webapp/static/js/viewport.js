// A keyboard takes a third of a window and more; the bars of a browser a tenth.
const KEYBOARD_LEAVES = 0.8;

/**
 * Tell the stylesheets how high the part of the page is that a keyboard leaves visible
 * (`--visible-height`), and whether there is one (`data-keyboard`): iOS lays its keyboard over the
 * page, Android may close it and leave the focus where it was.
 */
export function followVisibleHeight(window, root = document.documentElement) {
  const { visualViewport } = window;
  if (!visualViewport) return;
  const tallest = new Map(); // by width: a turned device is another one

  function measure() {
    const { width, height, scale } = visualViewport;
    if (scale > 1) return; // enlarged by the reader: not a keyboard
    tallest.set(width, Math.max(height, tallest.get(width) ?? 0));
    root.style.setProperty("--visible-height", `${Math.round(height)}px`);
    root.toggleAttribute("data-keyboard", height < tallest.get(width) * KEYBOARD_LEAVES);
    // iOS scrolls the page up to the field, although the field is in sight already.
    if (root.hasAttribute("data-typing")) window.scrollTo(0, 0);
  }

  visualViewport.addEventListener("resize", measure);
  measure();
}
