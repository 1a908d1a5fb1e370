// The points at the ends of the axes that the user defines by searches.

import type { LinearAxis } from '../model/projection.ts';
import type { PointTable } from './data/point-table.ts';
import type { MethodSettings } from './method-settings.ts';
import type { Method } from './projections.ts';
import { RowSearch } from './row-search.ts';

const ENDS = ['xfrom', 'xto', 'yfrom', 'yto'] as const;
const WORDS = { xfrom: 'Left', xto: 'Right', yfrom: 'Bottom', yto: 'Top' } as const;

export class AxisSearch {
  readonly #searches: Readonly<Record<(typeof ENDS)[number], RowSearch>>;

  constructor(changed: () => void) {
    this.#searches = {
      xfrom: new RowSearch(changed),
      xto: new RowSearch(changed),
      yfrom: new RowSearch(changed),
      yto: new RowSearch(changed),
    };
  }

  want({ rows, labels: { columns } }: PointTable, { ends }: MethodSettings): void {
    for (const end of ENDS) this.#searches[end].want({ columns, rows, pattern: ends[end], isRegex: true });
  }

  /** The axes whose ends were both found; or, where there are none, what is missing, for the user. */
  get method(): Method | string {
    const axes: LinearAxis[] = [];
    for (const [from, to] of [
      ['xfrom', 'xto'],
      ['yfrom', 'yto'],
    ] as const) {
      const [begin, end] = [this.#searches[from].found, this.#searches[to].found];
      if (begin && end && begin.length > 0 && end.length > 0) axes.push({ from: begin, to: end });
    }
    if (axes.length > 0) return { kind: 'linear', axes };
    const faults = ENDS.map((end) => {
      const { invalid, found } = this.#searches[end];
      if (invalid !== undefined) return `${WORDS[end]}: ${invalid}`;
      return found?.length === 0 ? `${WORDS[end]}: no point matches.` : '';
    }).filter((fault) => fault !== '');
    return faults[0] ?? 'Say what the points at the left and at the right have in their labels.';
  }

  /** What identifies the axes: the same text for the same points at their ends. */
  get key(): string {
    return JSON.stringify(ENDS.map((end) => this.#searches[end].found?.length ?? -1));
  }

  stop(): void {
    for (const end of ENDS) this.#searches[end].stop();
  }
}
