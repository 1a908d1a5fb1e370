// The points as they lie on the screen, beside the page: which of them is meant, and where the named ones are.
import { Matrix4 } from 'three';
import { type Outline, pointAt, pointsInside, type ScreenPoints, screenPointsOf } from './picking.ts';
import type { NamedPlaces, SceneView, WantedPlaces } from './scene-messages.ts';

const MOST_FIRST = 100;
/** Of so many others the places are told, spread over all: names have room for few. */
const MOST_OTHERS = 20_000;
const NONE = new Float32Array(0);

/** Places are made anew when somebody asks behind a change. */
export class ScreenRows {
  positions: Float32Array = NONE;
  marks: Uint8Array = new Uint8Array(0);
  /** Width and height in CSS pixels. */
  size: readonly [number, number] = [1, 1];
  #clip: readonly number[] | undefined;
  #screen: ScreenPoints | undefined;

  view({ projection, world }: SceneView): void {
    const inverse = new Matrix4().fromArray(Array.from(world)).invert();
    this.#clip = new Matrix4().fromArray(Array.from(projection)).multiply(inverse).elements;
    this.changed();
  }

  /** After a change of what is public. */
  changed(): void {
    this.#screen = undefined;
  }

  at(x: number, y: number, radius: number): number[] {
    const row = pointAt(this.#places(), x, y, radius);
    return row === undefined ? [] : [row];
  }

  inside(outline: Outline): number[] {
    return pointsInside(this.#places(), outline);
  }

  named({ first, all }: WantedPlaces): NamedPlaces {
    const count = Math.floor(this.positions.length / 3);
    const known = first.filter((row) => row < count).slice(0, MOST_FIRST);
    const stride = Math.max(1, Math.ceil(count / MOST_OTHERS));
    const others = all ? Array.from({ length: Math.ceil(count / stride) }, (_, at) => at * stride) : [];
    const rows = Uint32Array.from([...known, ...others]);
    const places = new Float32Array(rows.length * 2);
    // A few rows need no look at all the others, and those are looked at with every picture.
    rows.forEach((row, at) => {
      const one = this.#place(row);
      places[at * 2] = one[0] ?? Number.NaN;
      places[at * 2 + 1] = one[1] ?? Number.NaN;
    });
    return { rows, places, first: known.length };
  }

  #place(row: number): ScreenPoints {
    const position = this.positions.subarray(row * 3, row * 3 + 3);
    return this.#project(position, this.marks.subarray(row, row + 1));
  }

  #places(): ScreenPoints {
    this.#screen ??= this.#project(this.positions, this.marks);
    return this.#screen;
  }

  #project(positions: Float32Array, marks: Uint8Array): ScreenPoints {
    return this.#clip ? screenPointsOf(positions, marks, this.#clip, ...this.size) : NONE;
  }
}
