// One instance of the WebAssembly kernels (source: asm/) as a thread holds it.

/** What asm/kernels.ts exports. Pointers are byte offsets into `memory`. */
export interface Kernels {
  readonly memory: { readonly buffer: ArrayBuffer };
  allocate(bytes: number): number;
  mark(): number;
  release(to: number): void;
  centre(rows: number, count: number, columns: number, mean: number): void;
  packColumns(rows: number, count: number, columns: number, panels: number): void;
  addScatter(panels: number, rows: number, columns: number, sums: number, first: number, step: number): void;
  multiply(rows: number, rowCount: number, columns: number, vectors: number, count: number, to: number): void;
  packRows(rows: number, count: number, columns: number, panels: number): void;
  squareNorms(rows: number, count: number, columns: number, norms: number): void;
  findNeighbours(
    rows: number,
    columns: number,
    panels: number,
    norms: number,
    count: number,
    from: number,
    to: number,
    k: number,
    distances: number,
    numbers: number,
  ): void;
  prepareTree(points: number, dimensions: number): void;
  plant(positions: number): void;
  orderPointer(): number;
  attract(
    positions: number,
    points: number,
    dimensions: number,
    from: number,
    to: number,
    begins: number,
    numbers: number,
    weights: number,
    forces: number,
    withLog: boolean,
  ): void;
  repel(from: number, to: number, theta: number, forces: number): void;
  seedLayout(low: number, high: number): void;
  layoutEpoch(
    positions: number,
    points: number,
    dimensions: number,
    heads: number,
    tails: number,
    periods: number,
    due: number,
    dueNegative: number,
    edges: number,
    epoch: number,
    rate: number,
    a: number,
    b: number,
  ): void;
  power32(x: number, b: number): number;
  readonly logSum: Global;
  readonly pairSum: Global;
}

interface Global {
  readonly value: number;
}

/** What an allocation can be filled with. */
type Numbers = Float32Array | Float64Array | Int32Array | Uint32Array;

/** Views it gives hold until the next allocation, which may move the memory. */
export class Engine {
  readonly kernels: Kernels;

  constructor(kernels: Kernels) {
    this.kernels = kernels;
  }

  /** Room for `bytes`, not cleared. */
  allocate(bytes: number): number {
    // As WebAssembly gives it, a pointer beyond 2 GiB is negative.
    return this.kernels.allocate(bytes) >>> 0;
  }

  floats(pointer: number, length: number): Float32Array {
    return new Float32Array(this.kernels.memory.buffer, pointer, length);
  }

  doubles(pointer: number, length: number): Float64Array {
    return new Float64Array(this.kernels.memory.buffer, pointer, length);
  }

  ints(pointer: number, length: number): Int32Array {
    return new Int32Array(this.kernels.memory.buffer, pointer, length);
  }

  /** A copy of the numbers in the engine's memory. */
  put(numbers: Numbers): number {
    const pointer = this.allocate(numbers.byteLength);
    const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
    new Uint8Array(this.kernels.memory.buffer, pointer, numbers.byteLength).set(bytes);
    return pointer;
  }

  /** Gives back, once `work` is done or has thrown, all that it allocated. */
  within<T>(work: () => T): T {
    const mark = this.kernels.mark();
    try {
      return work();
    } finally {
      this.kernels.release(mark);
    }
  }
}
