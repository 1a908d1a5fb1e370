// The curves of a chart with bands: one for each run and band, between what is logged as its lower and upper end.
import type { Band as BandColumns } from '../../../../client/charts/group-mean.ts';
import type { Line, LineColumns } from '../../../../client/charts/plotted-line.ts';
import type { VisibleRun } from '../../../../client/plugin-host.ts';
import type { Band } from '../kind.ts';
import { bandOf } from '../model/band.ts';

type Parts = readonly [value: LineColumns, lower: LineColumns | undefined, upper: LineColumns | undefined];

interface Known {
  readonly parts: Parts;
  readonly band: BandColumns;
}

/** Lengths of dashes and gaps of the second band in a chart, the third and so on; the first is drawn through. */
const DASHES = [undefined, [6, 3], [2, 2], [8, 3, 2, 3]] as const;

/** Lines as they were last made for each chart: a chart whose list is the same object draws nothing. */
export class BandLines {
  #bands = new Map<string, Known>();
  #lines = new Map<string, readonly Line[]>();

  /** Runs in their order, of each the bands in theirs; a curve whose ends are not there is drawn without a band. */
  linesOf(
    id: string,
    series: readonly Band[],
    runs: readonly VisibleRun[],
    columns: (run: string, tag: string) => LineColumns | undefined,
  ): readonly Line[] {
    const lines: Line[] = [];
    for (const { name, label = name, color, baseline } of runs)
      for (const [at, { value, lower, upper }] of series.entries()) {
        const own = columns(name, value);
        if (!own) continue;
        lines.push({
          name: series.length > 1 ? `${label} · ${value}` : label,
          color,
          columns: own,
          dash: DASHES[at % DASHES.length],
          base: baseline,
          band: this.#bandOf(`${id}\0${name}\0${at}`, [own, columns(name, lower), columns(name, upper)]),
        });
      }
    const before = this.#lines.get(id);
    if (before?.length === lines.length && before.every((line, at) => isSame(line, lines[at]))) return before;
    this.#lines.set(id, lines);
    return lines;
  }

  /** Made anew where one of its parts is another. */
  #bandOf(key: string, parts: Parts): BandColumns | undefined {
    const [value, lower, upper] = parts;
    if (!lower || !upper) return undefined;
    let known = this.#bands.get(key);
    if (!known?.parts.every((part, at) => part === parts[at])) {
      known = { parts, band: bandOf(value, lower, upper) };
      this.#bands.set(key, known);
    }
    return known.band;
  }
}

function isSame(a: Line, b: Line | undefined): boolean {
  return (
    a.name === b?.name &&
    a.color === b.color &&
    a.columns === b.columns &&
    a.band === b.band &&
    a.base === b.base
  );
}
