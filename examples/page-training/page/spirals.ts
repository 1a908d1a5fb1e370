// Two spirals that wind around each other: Lang and Witbrock, "Learning to tell two spirals apart", 1988.

/** Points as rows [x, y] in −1..1, each with its class, 0 or 1. */
export interface Points {
  readonly count: number;
  readonly places: Float32Array;
  readonly classes: Float32Array;
}

/** So many points, by turns of either spiral, scattered around it; `random` gives numbers in 0..1. */
export function spiralPoints(count: number, random: () => number): Points {
  const places = new Float32Array(2 * count);
  const classes = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const spiral = i % 2;
    const along = Math.sqrt(random());
    const angle = along * 1.25 * 2 * Math.PI + spiral * Math.PI;
    const scatter = () => (random() - 0.5) * 0.08;
    places[2 * i] = along * Math.cos(angle) * 0.95 + scatter();
    places[2 * i + 1] = along * Math.sin(angle) * 0.95 + scatter();
    classes[i] = spiral;
  }
  return { count, places, classes };
}

/** The middles of the pixels of a square that shows the plane from −1 to 1, row by row from the top. */
export function gridPlaces(side: number): Float32Array {
  const places = new Float32Array(2 * side * side);
  for (let i = 0; i < side * side; i++) {
    places[2 * i] = ((i % side) + 0.5) * (2 / side) - 1;
    places[2 * i + 1] = 1 - (Math.floor(i / side) + 0.5) * (2 / side);
  }
  return places;
}
