// What the picture is made of, derived from the points, their projection and what the user chose; each part is made anew
// only where something it depends on is another.
import { type LabelColumn, textAt } from '../model/label-columns.ts';
import { alignedTo } from '../model/procrustes.ts';
import { type Coloring, type ColorWay, coloringOf, ownWayOf, type RampColors } from './coloring.ts';
import type { PointTable } from './data/point-table.ts';
import { Kept } from './kept.ts';
import type { Picture } from './projection-runner.ts';
import type { Neighbor } from './projections.ts';
import { type Axes, placed } from './scene/placement.ts';
import { MARK } from './scene/point-material.ts';

type View = Readonly<Record<string, string>>;

/** What of the points is chosen. */
export interface Chosen {
  readonly selected: readonly number[];
  readonly neighbors: readonly Neighbor[];
  /** Rows that pass the filter, ascending; undefined for all. */
  readonly passing: readonly number[] | undefined;
  /** Rows that are looked at alone, ascending; undefined for all. */
  readonly isolated: Uint32Array | undefined;
}

const MOST_OWN_COLORS = 20;

export class ShownPoints {
  #coloring = new Kept<Coloring>();
  #positions = new Kept<Float32Array>();
  #hidden = new Kept<Uint8Array>();
  #marks = new Kept<Uint8Array>();
  #nameOf = new Kept<(row: number) => string>();
  #family = '';
  #anchor: { readonly values: Float32Array; readonly positions: Float32Array } | undefined;
  #last: Float32Array | undefined;

  /** The column that colours points: the address's, else the first with a few categories; `-` in the address for none. */
  colorColumn({ labels: { columns } }: PointTable, view: View): LabelColumn | undefined {
    const asked = view['color'];
    if (asked !== undefined) return columns.find(({ name }) => name === asked);
    return columns.find(
      ({ categories }) => categories && categories.length > 1 && categories.length <= MOST_OWN_COLORS,
    );
  }

  coloring(table: PointTable, view: View, colors: RampColors): Coloring {
    const column = this.colorColumn(table, view);
    const as = view['as'];
    const asked: ColorWay | undefined = as === 'category' || as === 'value' ? as : undefined;
    const way = asked ?? (column && ownWayOf(column));
    return this.#coloring.of([table.rows, column, way, colors], () =>
      coloringOf(table.rows, column, way, colors),
    );
  }

  /**
   * x, y and z of each row; NaN for rows without a place. Pictures of one `family`, as the steps of a training, lie as the
   * first of them does, and the last one stays while the next is on its way.
   */
  positions(
    table: PointTable,
    picture: Picture | undefined,
    axes: readonly number[],
    family: string,
  ): Float32Array {
    const [x = 0, y = 1, z] = axes;
    const own = picture?.table.values === table.values ? picture : undefined;
    return this.#positions.of([table.rows, own, x, y, z, family], () => {
      if (family !== this.#family) this.#anchor = undefined;
      const before = this.#anchor && this.#last;
      this.#family = family;
      if (!own && before?.length === table.rows * 3) return before;
      if (!own) return new Float32Array(table.rows * 3).fill(Number.NaN);
      const along: Axes = z === undefined ? [x, y] : [x, y, z];
      const positions = placed(table.rows, own.coordinates, own.components, along, own.places);
      const anchor = this.#anchor;
      const isAnchor =
        !anchor || anchor.values === table.values || anchor.positions.length !== positions.length;
      if (isAnchor) this.#anchor = { values: table.values, positions };
      this.#last = isAnchor ? positions : alignedTo(anchor.positions, positions);
      return this.#last;
    });
  }

  /** A MARK of each row. */
  marks(positions: Float32Array, { selected, neighbors, passing, isolated }: Chosen): Uint8Array {
    const hidden = this.#hidden.of([positions, passing, isolated], () =>
      hiddenOf(positions, [passing, isolated]),
    );
    return this.#marks.of([hidden, selected, neighbors], () => {
      const plain = selected.length > 0 ? MARK.faded : MARK.plain;
      const marks = hidden.map((is) => (is ? MARK.hidden : plain));
      const mark = (row: number, as: number) => {
        if (marks[row] !== MARK.hidden && row < marks.length) marks[row] = as;
      };
      for (const { row } of neighbors) mark(row, MARK.neighbor);
      for (const row of selected) mark(row, MARK.selected);
      return marks;
    });
  }

  labelColumn({ labels: { columns } }: PointTable, view: View): LabelColumn | undefined {
    return columns.find(({ name }) => name === view['label']) ?? columns[0];
  }

  /** The text of the column that names points; their number where there is none. */
  nameOf(table: PointTable, view: View): (row: number) => string {
    const column = this.labelColumn(table, view);
    return this.#nameOf.of([column], () => (row) => (column ? textAt(column, row) : `point ${row + 1}`));
  }
}

/** 1 for rows that have no place, or are in none of the lists that are there. */
function hiddenOf(
  positions: Float32Array,
  lists: readonly (readonly number[] | Uint32Array | undefined)[],
): Uint8Array {
  const there = lists.filter((list) => list !== undefined);
  const times = new Uint8Array(positions.length / 3);
  for (const list of there) for (const row of list) times[row] = (times[row] ?? 0) + 1;
  return times.map((count, row) => (count === there.length && isPlaced(positions, row) ? 0 : 1));
}

function isPlaced(positions: Float32Array, row: number): boolean {
  const sum = (positions[row * 3] ?? 0) + (positions[row * 3 + 1] ?? 0) + (positions[row * 3 + 2] ?? 0);
  return Number.isFinite(sum);
}
