// The plain scanner: bytes of an event file -> columns by tag. Knows no files: whoever reads them gives it block after
// block.
import { decodeEvent, type Event, type SummaryValue } from '../format/event.ts';
import { metadataOf, valuesOf } from '../format/legacy.ts';
import { TensorError } from '../format/tensor.ts';
import { MARK_BYTES, type ScanBatch, type ScanProblem, type TagRows } from './batch.ts';
import { BlockBatch } from './block-batch.ts';
import { FirstState, type PackedBlock, type PackedRows } from './packed-block.ts';
import { RecordWalk } from './record-walk.ts';
import type { RecordRun, ScanEngine, TakePlace } from './scan-engine.ts';
import type { Scanner, ScannerState } from './scanner.ts';
import { TagRowsBuilder } from './tag-rows.ts';
import { formOf, isStrings, itemsOf, numberOf, numberOrNaN, tagMetadataOf } from './value-forms.ts';

/** Problems that are told of one file; behind them one more says that there are others. */
export const MAX_PROBLEMS = 100;

/** Where the value at hand lies. */
interface ValuePlace {
  readonly offsetBytes: number;
  readonly lengthBytes: number;
  readonly valueIndex: number;
}

/** Shorter blocks, as a live file gives them, are not worth the engine's change from file to file. */
const MIN_ENGINE_BYTES = 256;
/** Longer ones come of a single large record. The engine keeps what memory it once had. */
const MAX_ENGINE_BYTES = 2 ** 25;

/** Events that are decoded in full are so many in a batch, at most: more would keep others waiting. */
const MOST_DECODED = 2 ** 13;

/**
 * Remembers the file's tags and the damage that it has not got behind. Without an engine it decodes every event in
 * full; with one, only what is out of the ordinary.
 */
export class PlainScanner implements Scanner {
  readonly #engine: ScanEngine | undefined;
  readonly #tags = new Map<string, TagRowsBuilder>();
  /** Tags whose data class is known, in the order in which it became so. */
  readonly #settled: TagRowsBuilder[] = [];
  readonly #walk: RecordWalk;
  /** In the order of first appearance since the last batch. */
  #touched = new Set<TagRowsBuilder>();
  /** The engine, while it holds the block at hand. */
  #turn: ScanEngine | undefined;
  /** How many of the settled tags the engine was told. */
  #told = 0;
  /** All that was found so far, where that is one block of ordinary records: its tags are still to be settled. */
  #first: PackedBlock | undefined;
  /** Whether rows of a tag that the engine has rows of were added here: then all must go the same way, in order. */
  #mixed = false;
  #problems: ScanProblem[] = [];
  #problemsSoFar = 0;

  /** Goes on where another scanner stood in `state`, or begins a file. */
  constructor(engine?: ScanEngine, state?: ScannerState) {
    this.#engine = engine;
    this.#walk = new RecordWalk((problem) => this.#report(problem), state?.damage);
    this.#problemsSoFar = state?.problems ?? 0;
    for (const [tag, dataClass] of state?.tags ?? [])
      this.#settle(new TagRowsBuilder(tag, undefined, dataClass));
  }

  /** Where this scanner stands. */
  get state(): ScannerState {
    if (this.#first) return new FirstState(this.#first, this.#walk.damage, this.#problemsSoFar);
    const tags = this.#settled.flatMap(({ tag, dataClass }) =>
      dataClass ? [[tag, dataClass] as const] : [],
    );
    return { tags, damage: this.#walk.damage, problems: this.#problemsSoFar };
  }

  adopt(found: readonly ScanBatch[], state: ScannerState): boolean {
    this.#settleFirst();
    if (this.#walk.searching || found.some(({ problems }) => problems.length > 0)) return false;
    const classOf = (tag: string) => this.#tags.get(tag)?.dataClass;
    // A tag that this scanner was told of meanwhile.
    if (found.some(({ rows }) => rows.some(({ tag, dataClass }) => !dataClass && classOf(tag)))) return false;
    const fresh = state.tags.filter(([tag]) => classOf(tag) === undefined);
    if (state.tags.some(([tag, dataClass]) => (classOf(tag) ?? dataClass) !== dataClass)) return false;
    for (const [tag, dataClass] of fresh) this.#settle(new TagRowsBuilder(tag, undefined, dataClass));
    return true;
  }

  room(bytes: number): Uint8Array | undefined {
    return this.#engineFor(bytes)?.room(bytes);
  }

  /** The engine, turned to this file, for a block of so many bytes. */
  #engineFor(bytes: number): ScanEngine | undefined {
    if (bytes < MIN_ENGINE_BYTES || bytes > MAX_ENGINE_BYTES) return undefined;
    this.#settleFirst();
    if (this.#engine?.turnTo(this)) this.#told = 0;
    return this.#engine;
  }

  #settleFirst(): void {
    const first = this.#first;
    if (!first) return;
    this.#first = undefined;
    for (const number of first.numbers) {
      this.#settle(new TagRowsBuilder(first.tagOf(number), undefined, 'scalar'));
      // Met by the engine itself.
      this.#told++;
    }
  }

  scan(bytes: Uint8Array, offsetBytes: number, endBytes: number): ScanBatch {
    this.#settleFirst();
    const engine = this.#engineFor(bytes.length);
    engine?.hold(bytes);
    this.#turn = engine;
    const block = { bytes, offsetBytes, endBytes };
    let at = 0;
    let neededBytes = 0;
    let events = 0;
    let decoded = 0;
    let introducedAt = -1;
    let minWallTimeSeconds = Number.POSITIVE_INFINITY;
    let maxWallTimeSeconds = Number.NEGATIVE_INFINITY;
    for (;;) {
      const run = engine && this.#ordinaryRecords(engine, at, offsetBytes, at === introducedAt);
      if (run) {
        at = run.at;
        events += run.events;
        if (run.minWallTimeSeconds < minWallTimeSeconds) minWallTimeSeconds = run.minWallTimeSeconds;
        if (run.maxWallTimeSeconds > maxWallTimeSeconds) maxWallTimeSeconds = run.maxWallTimeSeconds;
        if (run.full) break;
      }
      const reported = this.#problemsSoFar;
      const step = this.#walk.next(block, at);
      if (step.kind === 'stop') {
        ({ at, neededBytes } = step);
        break;
      }
      if (engine) this.#settleMet(engine);
      const event = this.#decode(step.payload, offsetBytes + step.at);
      const sound = this.#problemsSoFar === reported;
      if (event && run && sound && introducedAt !== step.at && this.#introduce(event)) {
        // The engine knows its tags now: it may take the record after all.
        introducedAt = step.at;
        at = step.at;
        continue;
      }
      at = step.next;
      if (!event) continue;
      events++;
      // Comparisons leave NaN out.
      if (event.wallTimeSeconds < minWallTimeSeconds) minWallTimeSeconds = event.wallTimeSeconds;
      if (event.wallTimeSeconds > maxWallTimeSeconds) maxWallTimeSeconds = event.wallTimeSeconds;
      this.#takeEvent(event, offsetBytes + step.at, step.next - step.at);
      if (++decoded === MOST_DECODED) break;
    }
    const mark = block.bytes.slice(Math.max(0, at - MARK_BYTES), at);
    const rows = (engine && this.#takeFirst(engine)) ?? this.#takeRows();
    this.#turn = undefined;
    const problems = this.#problems.length > 0 ? this.#problems : NO_PROBLEMS;
    if (problems === this.#problems) this.#problems = [];
    const { searching } = this.#walk;
    const found = { consumedBytes: at, mark, endBytes, neededBytes, searching, events, problems };
    return new BlockBatch({ ...found, minWallTimeSeconds, maxWallTimeSeconds }, rows);
  }

  /** The rows of a file that began in this block, if all are ordinary. */
  #takeFirst(engine: ScanEngine): PackedBlock | undefined {
    if (this.#tags.size > 0 || engine.metTags === 0) return undefined;
    this.#first = engine.pack();
    // The block tells of them.
    engine.forgetMet();
    return this.#first;
  }

  /** What the engine takes at this place of the block that it holds, if it is to be asked. */
  #ordinaryRecords(
    engine: ScanEngine,
    at: number,
    offsetBytes: number,
    introducing: boolean,
  ): RecordRun | undefined {
    if (this.#walk.searching) return undefined;
    for (; this.#told < this.#settled.length; this.#told++) {
      const builder = this.#settled[this.#told];
      const metadata = introducing ? builder?.metadata : undefined;
      if (builder?.dataClass) engine.know(builder.tag, builder.dataClass, metadata);
    }
    return engine.take(at, offsetBytes, this.#takePlace);
  }

  #settleMet(engine: ScanEngine): void {
    for (const [tag, metadata] of engine.met()) {
      this.#settle(new TagRowsBuilder(tag, metadata));
      this.#told++;
    }
  }

  readonly #takePlace: TakePlace = (tag, step, wallTimeSeconds, offset, length, index, items) => {
    const builder = this.#tags.get(tag);
    if (!builder) throw new Error(`the tag ${tag} was never told`);
    builder.addPlace(step, wallTimeSeconds, offset, length, index, items);
    this.#touched.add(builder);
  };

  /** Makes the event's tags known, if it tells what all of them are. Tells whether any was new. */
  #introduce(event: Event): boolean {
    const values = valuesOf(event);
    const tells = (value: SummaryValue) =>
      this.#tags.get(value.tag ?? '')?.dataClass !== undefined ||
      tagMetadataOf(metadataOf(value)) !== undefined;
    if (!values.every(tells)) return false;
    const before = this.#settled.length;
    for (const value of values) this.#builderOf(value);
    return this.#settled.length > before;
  }

  /** Rows of numbers that the engine has go where rows are added one by one, so that their order is kept. */
  #mix(): void {
    for (const { tag, steps, wallTimesSeconds, numbers } of this.#turn?.pack()?.rows ?? []) {
      const builder = this.#tags.get(tag);
      builder?.addNumbers(steps, wallTimesSeconds, numbers);
      if (builder) this.#touched.add(builder);
    }
    this.#mixed = true;
  }

  #takeRows(): TagRows[] {
    // First: rows of a tag that is not settled yet go nowhere.
    if (this.#turn) this.#settleMet(this.#turn);
    if (this.#mixed) this.#mix();
    this.#mixed = false;
    const packed = this.#turn?.pack()?.rows.map((rows) => this.#rowsOfPacked(rows)) ?? [];
    const built = Array.from(this.#touched, (builder) => builder.take());
    this.#touched = new Set();
    return [...built, ...packed];
  }

  #rowsOfPacked(rows: PackedRows): TagRows {
    const builder = this.#tags.get(rows.tag);
    const metadata = builder?.takeMetadata();
    if (builder?.length === 0) this.#touched.delete(builder);
    return { ...rows, dataClass: 'scalar', ...(metadata && { metadata }) };
  }

  #decode(payload: Uint8Array, offsetBytes: number): Event | undefined {
    try {
      return decodeEvent(payload);
    } catch (error) {
      this.#report({
        offsetBytes,
        what: `the record holds no event (${messageOf(error)})`,
        done: 'this record was left out; reading went on behind it',
      });
      return undefined;
    }
  }

  #takeEvent(event: Event, offsetBytes: number, lengthBytes: number): void {
    let valueIndex = 0;
    for (const value of valuesOf(event)) {
      this.#takeValue(event, value, { offsetBytes, lengthBytes, valueIndex });
      valueIndex++;
    }
  }

  #takeValue(event: Event, value: SummaryValue, place: ValuePlace): void {
    const builder = this.#builderOf(value);
    if (builder.dataClass === 'scalar') {
      const number = this.#numberOf(value, builder.tag, place.offsetBytes);
      if (number !== undefined) {
        this.#mix();
        builder.addNumber(event.step, event.wallTimeSeconds, number);
      }
    } else if (builder.dataClass === 'blobs' && !isStrings(value)) {
      this.#leaveOut(builder.tag, 'is no list of byte strings', place.offsetBytes);
    } else {
      const { offsetBytes, lengthBytes, valueIndex } = place;
      if (builder.dataClass === undefined) builder.addUnknown(formOf(value), numberOrNaN(value));
      builder.addPlace(
        event.step,
        event.wallTimeSeconds,
        offsetBytes,
        lengthBytes,
        valueIndex,
        itemsOf(value),
      );
    }
    this.#touched.add(builder);
  }

  /** Where the tag's rows go; a fresh builder once the tag's first metadata comes. */
  #builderOf(value: SummaryValue): TagRowsBuilder {
    const tag = value.tag ?? '';
    const known = this.#tags.get(tag);
    if (known?.dataClass !== undefined) return known;
    const metadata = tagMetadataOf(metadataOf(value));
    if (known && !metadata) return known;
    const builder = new TagRowsBuilder(tag, metadata);
    if (metadata) this.#settle(builder);
    else this.#tags.set(tag, builder);
    return builder;
  }

  #settle(builder: TagRowsBuilder): void {
    this.#tags.set(builder.tag, builder);
    this.#settled.push(builder);
  }

  #numberOf(value: SummaryValue, tag: string, offsetBytes: number): number | undefined {
    if (value.simpleValue !== undefined && value.simpleValue !== null) return value.simpleValue;
    try {
      return numberOf(value);
    } catch (error) {
      if (!(error instanceof TensorError)) throw error;
      this.#leaveOut(tag, `is no scalar: ${error.message}`, offsetBytes);
      return undefined;
    }
  }

  #leaveOut(tag: string, what: string, offsetBytes: number): void {
    this.#report({
      offsetBytes,
      what: `a value of the tag ${JSON.stringify(tag)} ${what}`,
      done: 'this value was left out',
    });
  }

  #report(problem: ScanProblem): void {
    const count = ++this.#problemsSoFar;
    if (count <= MAX_PROBLEMS) this.#problems.push(problem);
    else if (count === MAX_PROBLEMS + 1) {
      this.#problems.push({
        offsetBytes: problem.offsetBytes,
        what: `more is wrong from here on than the ${MAX_PROBLEMS} things told of this file`,
        done: 'it was dealt with in the same way, but is not listed',
      });
    }
  }
}

const NO_PROBLEMS: readonly ScanProblem[] = [];

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
