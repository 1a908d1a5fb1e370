// The listing of tags as most of TensorBoard's plugins answer it.
import type { DataKind } from '../../src/kind.ts';
import type { Snapshot } from '../../src/reader/store/snapshot.ts';
import { listedSeries } from './series-of-query.ts';

/** Run -> tag -> how it is called and explained; the description is HTML that is safe to insert. */
export function labelledTags(
  kind: DataKind,
  snapshot: Snapshot,
  markdown: (text: string) => string,
): Map<string, Map<string, { readonly displayName: string; readonly description: string }>> {
  return new Map(
    [...listedSeries(kind, snapshot)].map(([run, list]) => [
      run,
      new Map(
        list.map(({ tag, displayName, description }) => [
          tag,
          { displayName, description: markdown(description) },
        ]),
      ),
    ]),
  );
}
