/**
 * Tell the stylesheets how high the part of the page is that a keyboard leaves visible
 * (`--visible-height`): iOS lays its keyboard over the page without resizing it.
 */
export function followVisibleHeight(window, root = document.documentElement) {
  const { visualViewport } = window;
  if (!visualViewport) return;
  const measure = () => {
    if (visualViewport.scale > 1) return; // zoomed by the reader: not a keyboard
    root.style.setProperty("--visible-height", `${Math.round(visualViewport.height)}px`);
    // iOS scrolls the page up to the field, although the field is in sight already.
    if (root.hasAttribute("data-typing")) window.scrollTo(0, 0);
  };
  visualViewport.addEventListener("resize", measure);
  measure();
}
