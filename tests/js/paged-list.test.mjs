import assert from "node:assert/strict";
import { test } from "node:test";

import { PagedList } from "../../webapp/static/js/lib/paged-list.js";
import { settled } from "./fakes/time.mjs";

const PAGE = 2;

function listOf(served) {
  return new PagedList(async (offset) => ({
    items: served.slice(offset, offset + PAGE).map((id) => ({ id })),
    has_more: served.length > offset + PAGE,
  }));
}

const idsOf = ({ items }) => items.map(({ id }) => id);

test("a list grows page by page", async () => {
  const list = listOf(["a", "b", "c"]);

  await list.refresh();
  assert.deepEqual([idsOf(list), list.hasMore], [["a", "b"], true]);
  await list.more();
  assert.deepEqual([idsOf(list), list.hasMore], [["a", "b", "c"], false]);
});

test("a refresh asks again for as much as was shown", async () => {
  const served = ["a", "b", "c", "d", "e"];
  const list = listOf(served);
  await list.refresh();
  await list.more();

  served.splice(0, 1);
  await list.refresh();

  assert.deepEqual([idsOf(list), list.hasMore], [["b", "c", "d", "e"], false]);
});

test("what moved to the next page meanwhile is shown once", async () => {
  const served = ["a", "b", "c"];
  const list = listOf(served);
  await list.refresh();

  served.unshift("new");
  await list.more();

  assert.deepEqual(idsOf(list), ["a", "b", "c"]);
});

test("a refresh leaves out nothing that came while it was under way", async () => {
  const served = ["a", "b", "c"];
  const waiting = [];
  const list = new PagedList((offset) => new Promise((resolve) => waiting.push([offset, resolve])));
  const answer = async () => {
    const [offset, resolve] = waiting.shift();
    const items = served.slice(offset, offset + PAGE).map((id) => ({ id }));
    resolve({ items, has_more: served.length > offset + PAGE });
    await settled();
  };
  const first = list.refresh();
  await answer();
  await first;

  const more = list.more();
  const refreshed = list.refresh();
  await answer();
  await more;
  await answer();
  await answer();
  await refreshed;

  assert.deepEqual([idsOf(list), list.hasMore], [served, false]);
});

test("an empty list ends", async () => {
  const list = listOf([]);
  await list.refresh();
  assert.deepEqual([idsOf(list), list.hasMore], [[], false]);
});
