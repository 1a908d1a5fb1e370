// Points on their way from server to page, as they are read: little-endian, float32 for coordinates.
//   head   uint32 columns, uint32 0, float64 bytes of the file
//   block  uint32 rows, uint32 0, float64 bytes of the file that are read; then rows × columns float32
//   end    a block of no rows
//   fault  uint32 2^32 − 1, uint32 bytes of text, float64 0; then what is wrong with the file, UTF-8
// An answer without end or fault was cut off.

const HEAD_BYTES = 16;
const FAULT = 0xffff_ffff;

export interface PointsHead {
  readonly columns: number;
  readonly sizeBytes: number;
}

export function encodeHead({ columns, sizeBytes }: PointsHead): Uint8Array {
  return numbersOf(columns, 0, sizeBytes);
}

/** `numbers` are whole rows; their bytes are copied. */
export function encodeBlock(numbers: Float32Array, columns: number, readBytes: number): Uint8Array {
  const bytes = new Uint8Array(HEAD_BYTES + numbers.length * 4);
  bytes.set(numbersOf(columns === 0 ? 0 : numbers.length / columns, 0, readBytes));
  if (IS_LITTLE_ENDIAN)
    bytes.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), HEAD_BYTES);
  else {
    const view = new DataView(bytes.buffer, HEAD_BYTES);
    numbers.forEach((number, at) => {
      view.setFloat32(at * 4, number, true);
    });
  }
  return bytes;
}

export function encodeEnd(readBytes: number): Uint8Array {
  return numbersOf(0, 0, readBytes);
}

export function encodeFault(message: string): Uint8Array {
  const text = new TextEncoder().encode(message);
  const bytes = new Uint8Array(HEAD_BYTES + text.length);
  bytes.set(numbersOf(FAULT, text.length, 0));
  bytes.set(text, HEAD_BYTES);
  return bytes;
}

export const IS_LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

function numbersOf(first: number, second: number, third: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(HEAD_BYTES));
  view.setUint32(0, first, true);
  view.setUint32(4, second, true);
  view.setFloat64(8, third, true);
  return new Uint8Array(view.buffer);
}

/** What comes out of an answer, in its order. */
export type PointsPart =
  | { readonly kind: 'head'; readonly head: PointsHead }
  | { readonly kind: 'rows'; readonly numbers: Float32Array; readonly readBytes: number }
  | { readonly kind: 'end' }
  | { readonly kind: 'fault'; readonly message: string };

/** Takes an answer's pieces as they come, cut anywhere. */
export class PointBlocksReader {
  #rest: Uint8Array = new Uint8Array(0);
  #columns: number | undefined;

  /** The parts that are whole with this piece. */
  *push(piece: Uint8Array): Generator<PointsPart> {
    let bytes = piece;
    if (this.#rest.length > 0) {
      bytes = new Uint8Array(this.#rest.length + piece.length);
      bytes.set(this.#rest);
      bytes.set(piece, this.#rest.length);
    }
    let at = 0;
    while (bytes.length - at >= HEAD_BYTES) {
      const view = new DataView(bytes.buffer, bytes.byteOffset + at, HEAD_BYTES);
      const [first, second, third] = [
        view.getUint32(0, true),
        view.getUint32(4, true),
        view.getFloat64(8, true),
      ];
      if (this.#columns === undefined) {
        this.#columns = first;
        at += HEAD_BYTES;
        yield { kind: 'head', head: { columns: first, sizeBytes: third } };
        continue;
      }
      const length = first === FAULT ? second : first * this.#columns * 4;
      if (bytes.length - at - HEAD_BYTES < length) break;
      const body = bytes.slice(at + HEAD_BYTES, at + HEAD_BYTES + length);
      at += HEAD_BYTES + length;
      if (first === FAULT) yield { kind: 'fault', message: new TextDecoder().decode(body) };
      else if (first === 0) yield { kind: 'end' };
      else yield { kind: 'rows', numbers: new Float32Array(body.buffer), readBytes: third };
    }
    this.#rest = bytes.slice(at);
  }
}
