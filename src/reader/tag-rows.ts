// Collects the rows of one tag while a block is scanned.
import type { DataClassName } from '../format/legacy.ts';
import type { Step } from '../format/step.ts';
import type { StepColumn, TagMetadata, TagRows } from './batch.ts';

const EMPTY = new Float64Array(0);

/** Rows of one tag and one data class. Made by a scanner, emptied by `take`. */
export class TagRowsBuilder {
  readonly tag: string;
  readonly dataClass: DataClassName | undefined;
  #metadata: TagMetadata | undefined;
  #length = 0;
  #steps = EMPTY;
  /** Exact steps by row, where a number would not do. */
  #bigSteps: Map<number, bigint> | undefined;
  #wallTimes = EMPTY;
  #numbers = EMPTY;
  #wide = false;
  #places: number[] = [];
  #forms: number[] = [];
  #looseNumbers: number[] = [];

  constructor(tag: string, metadata?: TagMetadata, dataClass = metadata?.dataClass) {
    this.tag = tag;
    this.dataClass = dataClass;
    this.#metadata = metadata;
  }

  addNumber(step: Step, wallTimeSeconds: number, value: number): void {
    const row = this.#addRow(step, wallTimeSeconds);
    this.#numbers[row] = value;
    if (!this.#wide && !Object.is(Math.fround(value), value)) this.#wide = true;
  }

  /** Many rows at once. */
  addNumbers(steps: Float64Array, wallTimesSeconds: Float64Array, values: Float32Array | Float64Array): void {
    const row = this.#length;
    this.#length += steps.length;
    this.#reserve(this.#length);
    this.#steps.set(steps, row);
    this.#wallTimes.set(wallTimesSeconds, row);
    this.#numbers.set(values, row);
    if (values instanceof Float64Array) this.#wide = true;
  }

  get length(): number {
    return this.#length;
  }

  /** What the tag's first rows are going to bring with them. */
  get metadata(): TagMetadata | undefined {
    return this.#metadata;
  }

  /** What the tag's first rows bring with them, once. */
  takeMetadata(): TagMetadata | undefined {
    const metadata = this.#metadata;
    this.#metadata = undefined;
    return metadata;
  }

  addPlace(
    step: Step,
    wallTimeSeconds: number,
    offset: number,
    length: number,
    index: number,
    items: number,
  ) {
    this.#addRow(step, wallTimeSeconds);
    this.#places.push(offset, length, index, items);
  }

  /** What the value of the row that `addPlace` is about to add can serve as, where the data class is unknown. */
  addUnknown(form: number, value: number): void {
    this.#forms.push(form);
    this.#looseNumbers.push(value);
  }

  #addRow(step: Step, wallTimeSeconds: number): number {
    const row = this.#length++;
    this.#reserve(this.#length);
    if (typeof step === 'bigint') {
      this.#bigSteps ??= new Map();
      this.#bigSteps.set(row, step);
    } else this.#steps[row] = step;
    this.#wallTimes[row] = wallTimeSeconds;
    return row;
  }

  #reserve(length: number): void {
    if (length <= this.#steps.length) return;
    const capacity = Math.max(length, this.#steps.length * 2);
    this.#steps = grown(this.#steps, capacity);
    this.#wallTimes = grown(this.#wallTimes, capacity);
    this.#numbers = grown(this.#numbers, capacity);
  }

  /** The rows so far, in arrays of their own; the builder is empty then. */
  take(): TagRows {
    const length = this.#length;
    const numbers = this.#numbers.subarray(0, length);
    const metadata = this.takeMetadata();
    const rows: TagRows = {
      tag: this.tag,
      ...(metadata && { metadata }),
      ...(this.dataClass && { dataClass: this.dataClass }),
      steps: this.#takeSteps(),
      wallTimesSeconds: exactly(this.#wallTimes, length),
      ...(this.dataClass === 'scalar' && {
        numbers: this.#wide ? exactly(this.#numbers, length) : new Float32Array(numbers),
      }),
      ...(this.dataClass === undefined && { numbers: Float64Array.from(this.#looseNumbers) }),
      ...(this.dataClass !== 'scalar' && { places: this.#takePlaces() }),
      ...(this.dataClass === undefined && { forms: Uint8Array.from(this.#forms) }),
    };
    // Let go of: there may be thousands of files with dozens of tags.
    this.#steps = EMPTY;
    this.#wallTimes = EMPTY;
    this.#numbers = EMPTY;
    this.#length = 0;
    this.#bigSteps = undefined;
    this.#wide = false;
    this.#places = [];
    this.#forms = [];
    this.#looseNumbers = [];
    return rows;
  }

  #takeSteps(): StepColumn {
    const steps = exactly(this.#steps, this.#length);
    const big = this.#bigSteps;
    if (big === undefined) return steps;
    return BigInt64Array.from(steps, (step, row) => big.get(row) ?? BigInt(step));
  }

  #takePlaces() {
    const rows = this.#places.length / 4;
    const column = (at: number) =>
      Uint32Array.from({ length: rows }, (_, row) => this.#places[row * 4 + at] ?? 0);
    return {
      offsetsBytes: Float64Array.from({ length: rows }, (_, row) => this.#places[row * 4] ?? 0),
      lengthsBytes: column(1),
      valueIndices: column(2),
      items: column(3),
    };
  }
}

/** The first `length` elements: the column itself where it has no more. */
function exactly(column: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  return column.length === length ? column : column.slice(0, length);
}

function grown(column: Float64Array<ArrayBuffer>, capacity: number): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(capacity);
  wider.set(column);
  return wider;
}
