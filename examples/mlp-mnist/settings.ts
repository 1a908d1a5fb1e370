// What the demo trains, and how: the first start with the first row, the next starts with the next rows.

export interface Settings {
  readonly hiddenUnits: number;
  readonly learningRate: number;
  readonly batchSize: number;
  readonly epochs: number;
  /** Digits that are trained on; the rest validates. */
  readonly trainingDigits: number;
}

const COMMON = { batchSize: 50, epochs: 16, trainingDigits: 8500 };
const ROWS: readonly Settings[] = [
  { ...COMMON, hiddenUnits: 64, learningRate: 0.3 },
  { ...COMMON, hiddenUnits: 64, learningRate: 0.05 },
  { ...COMMON, hiddenUnits: 16, learningRate: 0.3 },
  { ...COMMON, hiddenUnits: 64, learningRate: 1 },
];

/** Settings of the demo's nth run, from 1; after the last row they begin anew. */
export function settingsOfRun(runNumber: number): Settings {
  const settings = ROWS[(runNumber - 1) % ROWS.length];
  if (settings === undefined) throw new RangeError(`runs are numbered from 1, not ${runNumber}`);
  return settings;
}
