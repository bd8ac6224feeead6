import { folded } from "./notices.js";

// Within this time the same person is still speaking.
const SAME_BREATH_MS = 5 * 60 * 1000;

/**
 * What the list shows, in order: messages, the mark before the first unread one, and between them
 * what happened in the room, each run of it as one row.
 *
 * @param {object[]} lines Of the ChatLog.
 * @param {object[]} notices Of Notices; those after a line that is not there are left out.
 * @param {number | null} mark The id of the first unread line.
 * @returns {{kind: "message" | "notices" | "unread", key: string}[]}
 */
export function rowsOf(lines, notices, mark) {
  const rows = [];
  const runs = runsOf(notices);
  const sent = lines.filter(({ state }) => state === "sent");
  let before;
  addRun(0);
  for (const line of sent) {
    if (line.id === mark) addBreak({ kind: "unread", key: "unread" });
    addLine(line);
    addRun(line.id);
  }
  for (const line of lines.slice(sent.length)) addLine(line);
  return rows;

  function addLine(line) {
    rows.push({ ...line, kind: "message", key: keyOf(line), isFollowUp: isFollowUp(line, before) });
    before = line;
  }

  function addRun(after) {
    const run = runs.get(after);
    if (run) addBreak({ kind: "notices", key: run[0].key, items: folded(run) });
  }

  function addBreak(row) {
    rows.push(row);
    before = undefined;
  }
}

function runsOf(notices) {
  const runs = new Map();
  for (const notice of notices) {
    if (!runs.has(notice.after)) runs.set(notice.after, []);
    runs.get(notice.after).push(notice);
  }
  return runs;
}

// What can be deleted under an element makes another element of it.
function keyOf({ key, is_deleted: isDeleted, reply }) {
  return `${key}${isDeleted ? "-deleted" : ""}${reply?.is_deleted ? "-unquoted" : ""}`;
}

/** Whether a line needs no name because the one before has it. */
export function isFollowUp(line, before) {
  if (!before || before.user_id !== line.user_id) return false;
  if (!line.sent_at_ms || !before.sent_at_ms) return true;
  return line.sent_at_ms - before.sent_at_ms < SAME_BREATH_MS;
}
