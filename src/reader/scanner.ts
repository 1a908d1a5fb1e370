// What a scanner is, to those that read files with it.
import type { DataClassName } from '../format/legacy.ts';
import type { ScanBatch } from './batch.ts';
import type { Damage } from './record-walk.ts';

/** One for each file, from its first byte to its last. */
export interface Scanner {
  /**
   * Where a block of `bytes` is best read to, if it is given to `scan` at once: other scanners have it next. Undefined
   * where any place is as good.
   */
  room(bytes: number): Uint8Array | undefined;
  /**
   * Scans `block`, which lies at `offsetBytes` of a file that is known to reach to `endBytes`. Copies what it
   * keeps.
   */
  scan(block: Uint8Array, offsetBytes: number, endBytes: number): ScanBatch;
  /** Where it stands between two blocks. */
  readonly state: ScannerState;
  /**
   * Goes on behind what another scanner found from here on, which was sent off with an earlier state of this one. False
   * where this one would have found something else.
   */
  adopt(found: readonly ScanBatch[], state: ScannerState): boolean;
}

/** What another scanner needs to go on behind the last block. */
export interface ScannerState {
  /** Tags whose data class is known. */
  readonly tags: readonly (readonly [tag: string, dataClass: DataClassName])[];
  readonly damage: Damage | undefined;
  readonly problems: number;
}

/** The same as plain data, which a worker can be posted and an index can keep: a state may make its tags when asked. */
export function plainState({ tags, damage, problems }: ScannerState): ScannerState {
  return { tags, damage, problems };
}
