// The threads of a projection: one member each. A task is cut into parts, all members do theirs at once, and what they
// answer together does not depend on how many they are.
import type { EdgesPart, Forces, ForcesPart } from './forces-part.ts';
import type { EpochPart, LayoutPart } from './layout-part.ts';
import type { MultiplyPart } from './multiply-part.ts';
import type { NeighbourLists, NeighboursPart, SpacePart } from './neighbours-part.ts';
import type { PointSet } from './point-set.ts';
import type { ScatterPart } from './scatter-part.ts';

/** What a member may be asked, and what it answers. */
export interface Parts {
  hold: { readonly part: PointSet; readonly answer: undefined };
  scatter: { readonly part: ScatterPart; readonly answer: Float64Array | undefined };
  multiply: { readonly part: MultiplyPart; readonly answer: Float32Array };
  space: { readonly part: SpacePart; readonly answer: undefined };
  neighbours: { readonly part: NeighboursPart; readonly answer: NeighbourLists };
  edges: { readonly part: EdgesPart; readonly answer: undefined };
  forces: { readonly part: ForcesPart; readonly answer: Forces };
  layout: { readonly part: LayoutPart; readonly answer: undefined };
  epoch: { readonly part: EpochPart; readonly answer: Float32Array };
}

/** All members. Whoever made it ends its threads. */
export interface Team {
  readonly size: number;
  /** Zeros that all members read at the same place, or that are sent to them as they are then. */
  floats(length: number): Float32Array;
  /** Gives each member its part, made for its number from 0, and resolves with their answers, in the order of members. */
  run<K extends keyof Parts>(
    kind: K,
    partOf: (member: number) => Parts[K]['part'],
  ): Promise<Parts[K]['answer'][]>;
  /** Gives a part to the first member alone. */
  first<K extends keyof Parts>(kind: K, part: Parts[K]['part']): Promise<Parts[K]['answer']>;
}

/** Where a member's share of `count` begins and ends, on a grid of `unit`. */
export function shareOf(team: Team, member: number, count: number, unit = 1): { from: number; to: number } {
  const at = (i: number) => Math.min(count, Math.ceil((count * i) / team.size / unit) * unit);
  return { from: at(member), to: at(member + 1) };
}
