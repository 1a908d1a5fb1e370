// What changed between two texts, line by line and within lines.
import { diffLines, diffWordsWithSpace } from 'diff';

/** A stretch of a line; `changed` where the other line has none such. */
export interface Piece {
  readonly text: string;
  readonly changed: boolean;
}

/** A line of the difference, or how many equal lines are left out. */
export type DiffRow =
  | { readonly kind: 'same' | 'added' | 'removed'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'gap'; readonly lines: number };

/** Equal lines shown around what changed. */
const CONTEXT_LINES = 3;
/** Less together than a user feels. */
const PATIENCE = { linesMs: 25, wordsMs: 15 };

/**
 * Rows in the order of the texts, removed before added; none where the texts are equal, undefined where they differ in
 * too many places to be compared in time.
 */
export function diffOf(before: string, after: string, patience = PATIENCE): readonly DiffRow[] | undefined {
  if (before === after) return [];
  const changes = diffLines(before, after, { timeout: patience.linesMs });
  if (!changes) return undefined;
  const rows: DiffRow[] = [];
  const wordsUntil = performance.now() + patience.wordsMs;
  for (let at = 0; at < changes.length; at++) {
    const change = changes[at];
    if (!change) continue;
    const next = changes[at + 1];
    const lines = linesOf(change.value);
    if (!change.added && !change.removed) {
      rows.push(...equalRows(lines, at === 0, at === changes.length - 1));
    } else if (change.removed && next?.added) {
      rows.push(...replacedRows(lines, linesOf(next.value), wordsUntil));
      at++;
    } else {
      rows.push(...lines.map((line) => whole(change.added ? 'added' : 'removed', line)));
    }
  }
  return rows;
}

const linesOf = (text: string) => text.replace(/\n$/, '').split('\n');
const whole = (kind: 'same' | 'added' | 'removed', text: string): DiffRow => ({
  kind,
  pieces: [{ text, changed: false }],
});

function equalRows(lines: readonly string[], first: boolean, last: boolean): DiffRow[] {
  const above = first ? 0 : CONTEXT_LINES;
  const below = last ? 0 : CONTEXT_LINES;
  const left = lines.length - above - below;
  const same = (part: readonly string[]) => part.map((line) => whole('same', line));
  if (left <= 1) return same(lines);
  return [
    ...same(lines.slice(0, above)),
    { kind: 'gap', lines: left },
    ...same(lines.slice(lines.length - below)),
  ];
}

/** Lines that stand for one another are compared by words, as long as there is time. */
function replacedRows(removed: readonly string[], added: readonly string[], until: number): DiffRow[] {
  if (removed.length !== added.length) {
    return [...removed.map((line) => whole('removed', line)), ...added.map((line) => whole('added', line))];
  }
  const pairs = removed.map((line, i) => {
    const timeout = Math.max(0, until - performance.now());
    const words = timeout > 0 ? diffWordsWithSpace(line, added[i] ?? '', { timeout }) : undefined;
    if (!words) return [whole('removed', line), whole('added', added[i] ?? '')] as const;
    const side = (kind: 'removed' | 'added', other: 'removed' | 'added'): DiffRow => ({
      kind,
      pieces: words.filter((word) => !word[other]).map((word) => ({ text: word.value, changed: word[kind] })),
    });
    return [side('removed', 'added'), side('added', 'removed')] as const;
  });
  return [...pairs.map(([before]) => before), ...pairs.map(([, after]) => after)];
}
