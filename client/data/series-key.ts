// What names a series in a map. To join and hash two texts takes longer than all else that is done with one of twenty
// thousand series, so it is done once for each.

const byTag = new Map<string, Map<string, string>>();

/** A run's name is a path and holds no NUL, so the first NUL parts the two without doubt. The same text each time. */
export function seriesKey(run: string, tag: string): string {
  let byRun = byTag.get(tag);
  if (!byRun) {
    byRun = new Map();
    byTag.set(tag, byRun);
  }
  let key = byRun.get(run);
  if (key === undefined) {
    key = `${run}\0${tag}`;
    byRun.set(run, key);
  }
  return key;
}
