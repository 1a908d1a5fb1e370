// A worker's message -> the parts of files that were packed into it.
import type { StepColumn, TagRows } from './batch.ts';
import { CLASSES, type Column, KINDS, NONE, type PackedParts } from './scan-message.ts';
import type { FilePart, FoundBatch } from './scan-service.ts';

/** Of a part, the mark at its end is packed, not that of each batch. */
const NO_MARK = new Uint8Array(0);

/** The parts that were packed; their columns are views of one buffer. */
export function unpackParts(packed: PackedParts): FilePart[] {
  const unpacker = new Unpacker(packed);
  return Array.from({ length: unpacker.number() }, () => unpacker.part());
}

type ViewOf = new (buffer: ArrayBufferLike, offsetBytes: number, length: number) => Column;

class Unpacker {
  readonly #packed: PackedParts;
  #at = 0;

  constructor(packed: PackedParts) {
    this.#packed = packed;
  }

  number(): number {
    return this.#packed.table[this.#at++] ?? 0;
  }

  part(): FilePart {
    const path = this.#string() ?? '';
    const identity = this.#string();
    const [sizeBytes, modifiedMs] = [this.number(), this.number()];
    const [code, message = ''] = [this.#string(), this.#string()];
    const [found, problems] = [this.number(), this.number()];
    const batches = Array.from({ length: found }, () => this.#batch());
    const tags = this.number();
    const part = {
      path,
      ...(identity !== undefined && { opened: { identity, sizeBytes, modifiedMs } }),
      ...(code !== undefined && { failure: { code, message } }),
      found: batches,
    };
    if (tags === NONE) return part;
    const known = Array.from({ length: tags }, () => {
      const tag = this.#string() ?? '';
      return [tag, CLASSES[this.number()] ?? 'scalar'] as const;
    });
    const mark = (this.#column() as Uint8Array).slice();
    const what = this.#string();
    const [startBytes, told] = [this.number(), this.number() === 1];
    const damage = what === undefined ? undefined : { what, startBytes, told };
    return { ...part, end: { mark, scanner: { tags: known, damage, problems } } };
  }

  #batch(): FoundBatch {
    const offsetBytes = this.number();
    const [consumedBytes, endBytes, neededBytes] = [this.number(), this.number(), this.number()];
    const [searching, events] = [this.number() === 1, this.number()];
    const [minWallTimeSeconds, maxWallTimeSeconds] = [this.number(), this.number()];
    const problemCount = this.number();
    const problems = Array.from({ length: problemCount }, () => ({
      offsetBytes: this.number(),
      what: this.#string() ?? '',
      done: this.#string() ?? '',
    }));
    const rowCount = this.number();
    const rows = Array.from({ length: rowCount }, () => this.#rows());
    const found = { consumedBytes, mark: NO_MARK, endBytes, neededBytes, searching, events, problems, rows };
    return { offsetBytes, batch: { ...found, minWallTimeSeconds, maxWallTimeSeconds } };
  }

  #rows(): TagRows {
    const tag = this.#string() ?? '';
    const metadata = this.#packed.metadata[this.number()];
    const dataClass = CLASSES[this.number()];
    const [increasing, least, greatest] = [this.number(), this.number(), this.number()];
    const steps = this.#column() as StepColumn;
    const wallTimesSeconds = this.#column() as Float64Array;
    const numbers = this.#column() as Float32Array | Float64Array | undefined;
    const forms = this.#column() as Uint8Array | undefined;
    const offsetsBytes = this.#column() as Float64Array | undefined;
    const [lengthsBytes, valueIndices, items] = [
      this.#column() as Uint32Array,
      this.#column() as Uint32Array,
      this.#column() as Uint32Array,
    ];
    return {
      tag,
      ...(metadata && { metadata }),
      ...(dataClass && { dataClass }),
      steps,
      ...(increasing !== NONE && { increasing: increasing === 1 }),
      ...(!Number.isNaN(least) && { extremes: { least, greatest } }),
      wallTimesSeconds,
      ...(numbers && { numbers }),
      ...(offsetsBytes && { places: { offsetsBytes, lengthsBytes, valueIndices, items } }),
      ...(forms && { forms }),
    };
  }

  #string(): string | undefined {
    return this.#packed.strings[this.number()];
  }

  #column(): Column | undefined {
    const kind: ViewOf | undefined = KINDS[this.number()];
    if (!kind) return undefined;
    const at = this.number();
    return new kind(this.#packed.columns, at, this.number());
  }
}
