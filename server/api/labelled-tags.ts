// The listing of tags as most of TensorBoard's plugins answer it.
import { contentVersionOf } from '../../src/format/plugin-content.ts';
import type { DataKind } from '../../src/kind.ts';
import type { Series } from '../../src/reader/store/series.ts';
import type { Snapshot } from '../../src/reader/store/snapshot.ts';
import { Slices } from '../turns.ts';
import { encodeJson, JsonText } from './json.ts';
import { isOf } from './series-of-query.ts';

/** By the list of a run, which is another one once the run grew: who asks again waits for new runs alone. */
const KNOWN = new WeakMap<readonly Series[], JsonText>();

/**
 * Run -> tag -> how it is called and explained; the description is HTML that is safe to insert. Runs and tags as
 * `listedSeries` has them. Made in slices, for there may be tens of thousands.
 */
export async function labelledTags(
  kind: DataKind,
  snapshot: Snapshot,
  markdown: (text: string) => string,
): Promise<Map<string, JsonText>> {
  const byRun = new Map<string, JsonText>();
  const slices = new Slices();
  for (const { name } of snapshot.runs) {
    if (slices.due) await slices.turn();
    const list = snapshot.seriesOfRun(name, kind.pluginName);
    if (!list.some((series) => isOf(kind, series))) continue;
    const text = KNOWN.get(list) ?? labelsOf(kind, list, markdown);
    KNOWN.set(list, text);
    byRun.set(name, text);
  }
  return byRun;
}

function labelsOf(kind: DataKind, list: readonly Series[], markdown: (text: string) => string): JsonText {
  const byTag = new Map<string, { readonly displayName: string; readonly description: string }>();
  for (const series of list) {
    if (!isOf(kind, series) || contentVersionOf(series.pluginContent) !== 0) continue;
    const { tag, displayName, description } = series;
    byTag.set(tag, { displayName, description: markdown(description) });
  }
  return new JsonText(encodeJson(byTag));
}
