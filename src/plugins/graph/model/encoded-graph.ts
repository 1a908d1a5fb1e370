// An encoded GraphDef whose nodes are read as far as is needed to draw them: attributes, which are most of it, are
// decoded when somebody asks. Wire format: https://protobuf.dev/programming-guides/encoding.
import { GraphDef, NodeDef } from '../../../../proto/graph-messages.ts';
import type { tensorboard } from '../../../../proto/messages.ts';
import { ArgumentError } from '../../../format/argument-error.ts';
import { joined } from '../../../format/joined-bytes.ts';

type Graph = tensorboard.GraphDef.$Properties;
type Node = tensorboard.NodeDef.$Properties;

/** Numbers of fields: GraphDef.node, NodeDef.name, .op, .input, .device. */
const [NODE, NAME, OP, INPUT, DEVICE] = [1, 1, 2, 3, 4];

/** The same as `GraphDef.decode`; nodes are objects that must not be spread. Throws ArgumentError for other bytes. */
export function graphOfBytes(bytes: Uint8Array): Graph {
  const scan = new Scan(bytes);
  const node: Node[] = [];
  const rest: Uint8Array[] = [];
  while (scan.at < bytes.length) {
    const start = scan.at;
    const tag = scan.varint();
    const end = scan.endOf(tag);
    if (tag === tagOf(NODE)) node.push(readNode(scan, end));
    else rest.push(bytes.subarray(start, end));
    scan.at = end;
  }
  const { node: _, ...others } = GraphDef.decode(joined(rest));
  return { ...others, node };
}

const tagOf = (field: number) => field * 8 + 2;

/** Keeps where it lies instead of its attributes. */
class EncodedNode implements Node {
  name = '';
  op = '';
  device = '';
  readonly input: string[] = [];
  readonly #bytes: Uint8Array;
  readonly #start: number;
  readonly #end: number;
  #attr: Node['attr'];

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.#bytes = bytes;
    this.#start = start;
    this.#end = end;
  }

  get attr(): NonNullable<Node['attr']> {
    this.#attr ??= NodeDef.decode(this.#bytes.subarray(this.#start, this.#end)).attr;
    return this.#attr;
  }
}

/** From `scan.at` on. */
function readNode(scan: Scan, end: number): EncodedNode {
  const node = new EncodedNode(scan.bytes, scan.at, end);
  while (scan.at < end) {
    const tag = scan.varint();
    const next = scan.endOf(tag);
    if (next > end) throw broken();
    if (tag === tagOf(NAME)) node.name = scan.text(scan.at, next);
    else if (tag === tagOf(OP)) node.op = scan.text(scan.at, next);
    else if (tag === tagOf(INPUT)) node.input.push(scan.text(scan.at, next));
    else if (tag === tagOf(DEVICE)) node.device = scan.text(scan.at, next);
    scan.at = next;
  }
  return node;
}

const broken = () =>
  new ArgumentError('The graph cannot be read: it is no GraphDef, or its bytes break off.');

/** A place in bytes that goes on. */
class Scan {
  readonly bytes: Uint8Array;
  at = 0;
  /** A letter a byte, of which parts are taken: a hundred times as fast as decoding each name. */
  readonly #letters: string;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#letters = new TextDecoder('latin1').decode(bytes);
  }

  varint(): number {
    const first = this.bytes[this.at] ?? 0x80;
    if (first < 0x80) {
      this.at++;
      return first;
    }
    let [value, factor] = [0, 1];
    for (let byte = 0x80; byte >= 0x80; factor *= 128) {
      if (this.at >= this.bytes.length || factor > 2 ** 63) throw broken();
      byte = this.bytes[this.at++] ?? 0;
      value += (byte & 0x7f) * factor;
    }
    return value;
  }

  /** Where the field of this tag ends; `at` is then where its value begins. */
  endOf(tag: number): number {
    const type = tag % 8;
    let end = this.at;
    if (type === 0) {
      const { at } = this;
      this.varint();
      end = this.at;
      this.at = at;
    } else if (type === 1) end += 8;
    else if (type === 5) end += 4;
    else if (type === 2) {
      const length = this.varint();
      end = this.at + length;
    } else throw broken();
    if (end > this.bytes.length) throw broken();
    return end;
  }

  text(start: number, end: number): string {
    for (let at = start; at < end; at++)
      if ((this.bytes[at] ?? 0) >= 0x80) return new TextDecoder().decode(this.bytes.subarray(start, end));
    return this.#letters.slice(start, end);
  }
}
