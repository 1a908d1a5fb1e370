// What the picture is made of, derived from the points, their projection and what the user chose; each part is another only
// where something it depends on is. Nothing here looks at all points: that is done beside the page (scene/point-parts.ts).
import { type LabelColumn, textAt } from '../model/label-columns.ts';
import { type Coloring, type ColorWay, coloringOf, ownWayOf, type RampColors } from './coloring.ts';
import type { PointTable } from './data/point-table.ts';
import { Kept } from './kept.ts';
import type { Picture } from './projection-runner.ts';
import type { Neighbor } from './projections.ts';
import type { Axes } from './scene/placement.ts';
import type { Chosen, Placed, Placement } from './scene/scene-messages.ts';

type View = Readonly<Record<string, string>>;

const MOST_OWN_COLORS = 20;

export class ShownPoints {
  #coloring = new Kept<Coloring>();
  #placed = new Kept<Placed | undefined>();
  #chosen = new Kept<Chosen>();
  #nameOf = new Kept<(row: number) => string>();
  #family = '';
  #anchor: { readonly values: Float32Array; readonly placement: Placement } | undefined;
  #last: Placed | undefined;

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
   * Where each row lies; undefined while nobody knows. Pictures of one `family`, as the steps of a training, lie as the first
   * of them does, and the last one stays while the next is on its way.
   */
  placed(
    table: PointTable,
    picture: Picture | undefined,
    axes: readonly number[],
    family: string,
  ): Placed | undefined {
    const [x = 0, y = 1, z] = axes;
    const own = picture?.table.values === table.values ? picture : undefined;
    return this.#placed.of([table.rows, own, x, y, z, family], () => {
      if (family !== this.#family) this.#anchor = undefined;
      const before = this.#anchor && this.#last;
      this.#family = family;
      const { rows } = table;
      if (!own && before?.own.rows === rows) return before;
      const along: Axes = z === undefined ? [x, y] : [x, y, z];
      if (!own) {
        const nowhere = { coordinates: new Float32Array(0), components: 0, places: undefined };
        return { own: { rows, axes: along, ...nowhere }, like: undefined };
      }
      const { coordinates, components, places } = own;
      const placement: Placement = { rows, coordinates, components, axes: along, places };
      const anchor = this.#anchor;
      const isAnchor = !anchor || anchor.values === table.values || anchor.placement.rows !== rows;
      if (isAnchor) this.#anchor = { values: table.values, placement };
      this.#last = { own: placement, like: isAnchor ? undefined : anchor.placement };
      return this.#last;
    });
  }

  chosen(
    selected: Uint32Array,
    neighbors: readonly Neighbor[] | undefined,
    passing: Uint32Array | undefined,
    isolated: Uint32Array | undefined,
  ): Chosen {
    return this.#chosen.of([selected, neighbors, passing, isolated], () => ({
      selected,
      neighbors: Uint32Array.from(neighbors ?? [], ({ row }) => row),
      passing,
      isolated,
    }));
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
