// Colours of runs. Found by a farthest-point search in OKLab over normal sight and Machado's 2009 simulations of
// protanopia, deuteranopia and tritanopia, among colours that stand out from both themes' grounds; the first ones
// lie farthest apart. run-colors.test.ts holds the distances.

/** In the order in which runs take them. */
export const RUN_COLORS = [
  '#3778d7',
  '#eb881f',
  '#ac1c0f',
  '#31c7d4',
  '#d65c88',
  '#8d15ab',
  '#c12f89',
  '#9a87bc',
  '#8f6c50',
  '#df2414',
  '#74a6ef',
  '#8eaf8d',
  '#4a46dc',
  '#7c504d',
  '#6887ff',
  '#c28155',
  '#ac4cb5',
  '#a10d7c',
  '#cab76a',
  '#ff8fb4',
] as const;

/** Colour of the run at `index` of the whole run list; from the 21st on they come round again. */
export function runColor(index: number): string {
  return RUN_COLORS[index % RUN_COLORS.length] ?? RUN_COLORS[0];
}
