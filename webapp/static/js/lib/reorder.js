const EDGE = 48; // px from an end of what scrolls, where dragging scrolls it
const STEP = 10; // px for every move of the finger there

/**
 * Let the rows of a list be put into another order: by dragging their handles, or by arrows on
 * them. Rows that may move have `data-item`.
 *
 * @param {HTMLElement} list
 * @param {string} handle A selector.
 * @param {(itemId: string, beforeId: string | null) => void} onMove `null` is the end.
 * @param {(itemId: string) => void} onOver While dragging, whenever the row has another place.
 * @param {(itemId: string | null) => void} onEnd After dragging; with the row, if it was put back.
 * @returns {{readonly isDragging: boolean}}
 */
export function makeReorderable(list, { handle, onMove, onOver, onEnd }) {
  let drag = null;

  const rows = () => [...list.children].filter((row) => row.dataset.item);
  const idOf = (row) => row?.dataset.item ?? null;
  const middleOf = (row) => row.getBoundingClientRect().top + row.offsetHeight / 2;
  const neighbour = (row, side) => {
    const other = row[side];
    return other?.dataset.item ? other : null;
  };

  list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest(handle);
    if (!grip || !event.isPrimary || event.button !== 0) return;
    const row = grip.closest("[data-item]");
    drag = { row, before: idOf(neighbour(row, "nextElementSibling")) };
    grip.setPointerCapture(event.pointerId);
    row.dataset.dragged = "";
  });

  list.addEventListener("pointermove", ({ clientY: y }) => {
    if (!drag) return;
    const { row } = drag;
    const at = rows().indexOf(row);
    // The others move, never the row: one that leaves the page loses the finger that holds it.
    for (let next; (next = neighbour(row, "nextElementSibling")) && y > middleOf(next); )
      list.insertBefore(next, row);
    for (let last; (last = neighbour(row, "previousElementSibling")) && y < middleOf(last); )
      list.insertBefore(last, row.nextSibling);
    if (rows().indexOf(row) !== at) onOver(idOf(row));
    scroll(y);
  });

  list.addEventListener("pointerup", () => end(true));
  list.addEventListener("pointercancel", () => end(false));
  list.addEventListener("lostpointercapture", () => end(false));

  list.addEventListener("keydown", (event) => {
    const grip = event.target.closest(handle);
    if (!grip) return;
    if (event.key === "Escape" && drag) return event.preventDefault(), end(false);
    const row = grip.closest("[data-item]");
    const all = rows();
    const at = all.indexOf(row);
    const places = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 };
    const to = places[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (to === at || to < 0 || to >= all.length) return;
    onMove(idOf(row), idOf(to < at ? all[to] : all[to + 1]));
  });

  function end(isDropped) {
    if (!drag) return;
    const { row, before } = drag;
    drag = null;
    delete row.dataset.dragged;
    const now = idOf(neighbour(row, "nextElementSibling"));
    const isMoved = isDropped && now !== before;
    if (isMoved) onMove(idOf(row), now);
    onEnd(isMoved ? null : idOf(row));
  }

  function scroll(y) {
    const view = list.closest("[role=tabpanel]") ?? list;
    const { top, bottom } = view.getBoundingClientRect();
    if (y < top + EDGE) view.scrollTop -= STEP;
    else if (y > bottom - EDGE) view.scrollTop += STEP;
  }

  return {
    get isDragging() {
      return drag !== null;
    },
  };
}
