import { formatAgo } from "../lib/ago.js";
import { h } from "../lib/dom.js";
import { nameOf } from "../lib/format.js";
import { sentenceOf } from "../refusals.js";
import { drawFace, face } from "./face.js";

/**
 * Those who were in the room last and are not, each to be called with one tap. Nothing is shown
 * where there is nobody to call, or where it is not for this person to see who was here.
 */
export async function mountVisitors(root, { http, roomId, toast, t, locale }) {
  const path = `/api/rooms/${encodeURIComponent(roomId)}`;
  const { visitors, now_ms: nowMs } = await http
    .get(`${path}/visitors`)
    .catch(() => ({ visitors: [] }));
  if (visitors.length === 0) return;
  const list = h("ul", { class: "visitors", "data-testid": "visitors" }, ...visitors.map(row));
  root.append(h("h3", { class: "visitors__title" }, t("visitors_title")), list);

  function row(visitor) {
    const name = nameOf(visitor, t);
    const picture = face(visitor.id);
    drawFace(picture, name);
    return h(
      "li",
      { class: "visitors__row", "data-testid": "visitor" },
      picture,
      h(
        "div",
        { class: "visitors__words" },
        h("p", { class: "truncate", dir: "auto" }, name),
        h("p", { class: "soft small" }, formatAgo(visitor.last_at_ms, nowMs, locale)),
      ),
      button(visitor, name),
    );
  }

  function button(visitor, name) {
    const label = visitor.is_invited ? null : t("visitors_call_named", { name });
    const attributes = { class: "btn", type: "button", "data-testid": "visitor-call" };
    const call = h(
      "button",
      { ...attributes, "aria-label": label, "aria-disabled": visitor.is_invited && "true" },
      t(visitor.is_invited ? "visitors_called" : "visitors_call"),
    );
    call.addEventListener("click", () => invite(visitor, call));
    return call;
  }

  async function invite(visitor, call) {
    if (call.ariaDisabled || call.ariaBusy) return;
    call.setAttribute("aria-busy", "true");
    try {
      await http.post(`${path}/invitations`, { user_id: visitor.id });
      call.textContent = t("visitors_called");
      call.removeAttribute("aria-label");
      call.setAttribute("aria-disabled", "true");
    } catch (error) {
      toast(sentenceOf(error, t), "error");
    }
    call.removeAttribute("aria-busy");
  }
}
