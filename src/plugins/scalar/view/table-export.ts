// Every point of the visible runs as a table, as the server writes it: in several answers where there are many runs,
// since an address has only so much room, joined without being read.
import type { Api } from '../../../../client/plugin-host.ts';

export type TableFormat = 'csv' | 'json';

/** Signs of an address's names; servers and proxies take 8,000 and more. */
const MOST_SIGNS = 3000;

/** What is wanted of the table of scalars. */
export interface TableWish {
  readonly api: Api;
  readonly tags: readonly string[];
  readonly runs: readonly string[];
}

/** Rows of `run`, `tag`, `step`, `wall_time` and `value`. */
export async function tableFile(format: TableFormat, { api, tags, runs }: TableWish): Promise<Blob> {
  const parts: Blob[] = [];
  for (const someTags of inPieces(tags))
    for (const someRuns of inPieces(runs))
      parts.push(
        await api.file('data/scalars', { format, tags: patternOf(someTags), runs: patternOf(someRuns) }),
      );
  return format === 'csv' ? joinedCsv(parts) : joinedJson(parts);
}

/** Runs of names whose patterns are no longer than an address may be; each has one name at least. */
export function inPieces(names: readonly string[]): string[][] {
  const pieces: string[][] = [];
  let room = 0;
  for (const name of names) {
    const signs = encodeURIComponent(escaped(name)).length + 3;
    const last = pieces.at(-1);
    if (last && signs <= room) last.push(name);
    else {
      pieces.push([name]);
      room = MOST_SIGNS;
    }
    room -= signs;
  }
  return pieces;
}

/** A regular expression that is these names and nothing else. */
export function patternOf(names: readonly string[]): string {
  return `^(?:${names.map(escaped).join('|')})$`;
}

function escaped(name: string): string {
  return name.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}

async function joinedCsv(parts: readonly Blob[]): Promise<Blob> {
  const bodies = await Promise.all(
    parts.map(async (part, at) =>
      at === 0 ? part : part.slice((await part.slice(0, 200).text()).indexOf('\n') + 1),
    ),
  );
  return new Blob(bodies, { type: 'text/csv' });
}

/** Lists, one after the other, as one. */
async function joinedJson(parts: readonly Blob[]): Promise<Blob> {
  const pieces: (Blob | string)[] = ['['];
  for (const part of parts) {
    const inside = part.slice(1, await closingAt(part));
    if (inside.size === 0) continue;
    pieces.push(pieces.length === 1 ? '' : ',\n', inside);
  }
  return new Blob([...pieces, ']\n'], { type: 'application/json' });
}

/** Where the bracket is that ends the list. */
async function closingAt(part: Blob): Promise<number> {
  const tail = await part.slice(-4).text();
  return part.size - (tail.length - tail.lastIndexOf(']'));
}
