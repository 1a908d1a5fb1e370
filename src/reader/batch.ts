// What a scanner makes of a block of an event file: columns by tag. Plain data and typed arrays, so that a worker can
// post it.
import type { DataClassName } from '../format/legacy.ts';

/** Exact steps: BigInt64Array only where a step is beyond ±(2^53 − 1). */
export type StepColumn = Float64Array | BigInt64Array;

/** Of numbers; those that are not finite left out. */
export interface Extremes {
  /** Infinity where there is none. */
  readonly least: number;
  /** -Infinity where there is none. */
  readonly greatest: number;
}

/** What a tag's first metadata says. */
export interface TagMetadata {
  /** TensorBoard's plugin name. */
  readonly pluginName: string;
  readonly dataClass: DataClassName;
  /** Empty where the writer gave none. */
  readonly displayName: string;
  /** Markdown; empty where the writer gave none. */
  readonly description: string;
  /** The plugin's own message, encoded. */
  readonly content: Uint8Array;
}

/** Where values lie, a row each. */
export interface PlaceColumns {
  /** Where the record's header begins. */
  readonly offsetsBytes: Float64Array;
  /** Whole records, header and footer included. */
  readonly lengthsBytes: Uint32Array;
  /** Which of the event's values, from 0. */
  readonly valueIndices: Uint32Array;
  /** Elements along the tensor's first dimension; 1 for a scalar, 0 without a value. */
  readonly items: Uint32Array;
}

/** What a value can serve as; bits of `TagRows.forms`. */
export const ONE_NUMBER = 1;
export const STRINGS = 2;

/** Rows of one tag, in the order of the file. All columns are equally long. */
export interface TagRows {
  readonly tag: string;
  /** There when these rows begin with the first metadata that the file has for the tag. */
  readonly metadata?: TagMetadata;
  /** The data class that the file's metadata told; absent while the file has given none for the tag. */
  readonly dataClass?: DataClassName;
  readonly steps: StepColumn;
  /** Whether each step is known to be above the one before; left out where nobody looked. */
  readonly increasing?: boolean;
  /** Of `numbers`, where somebody looked. */
  readonly extremes?: Extremes;
  /** Seconds since the Unix epoch. */
  readonly wallTimesSeconds: Float64Array;
  /** There for scalars, as wide as they were stored, and where the data class is unknown (then NaN for other forms). */
  readonly numbers?: Float32Array | Float64Array;
  /** There for all but scalars. */
  readonly places?: PlaceColumns;
  /** There where the data class is unknown. */
  readonly forms?: Uint8Array;
}

/** Damage at a place of the file; see Problem. */
export interface ScanProblem {
  readonly offsetBytes: number;
  readonly what: string;
  readonly done: string;
}

/** Bytes before the offset of a tail that must still be the same later: a checksum is among them. */
export const MARK_BYTES = 32;

/** Everything in the bytes that a scan is done with. */
export interface ScanBatch {
  /** How many bytes of the block are done with; the next block begins behind them. */
  readonly consumedBytes: number;
  /** Copies of the last of them, at most MARK_BYTES. */
  readonly mark: Uint8Array;
  /** How far the file was known to reach when the block was scanned. */
  readonly endBytes: number;
  /** How long the next block must be to say more; 0 where any length does. */
  readonly neededBytes: number;
  /** The scan is behind damage and has found no whole record yet. */
  readonly searching: boolean;
  /** In the order of first appearance; a tag comes twice when its metadata comes after its first rows. */
  readonly rows: readonly TagRows[];
  readonly events: number;
  /** Of all events, whatever they hold; Infinity and -Infinity where there is none with a time. */
  readonly minWallTimeSeconds: number;
  readonly maxWallTimeSeconds: number;
  readonly problems: readonly ScanProblem[];
}
