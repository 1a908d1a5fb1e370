// A quadtree or octree over points sorted along a Morton curve, as one array of nodes in depth-first order: whoever does
// not enter a node goes on at its `next`. Built anew for each step of t-SNE.
import { allocate } from './memory';

/** Points of a leaf, which are looked at one by one. */
const LEAF: u32 = 8;
/** Bytes of a node: centre x, y, z, points, squared width, next node, first and last point; a branch has no points. */
export const NODE: usize = 32;

export let dimensions: u32 = 2;
/** Coordinates of the points in the order of the curve, each on its own, and the numbers that they had. */
export let sorted: usize = 0;
export let order: usize = 0;
/** Floats between two coordinates of `sorted`: room for 4 points beyond the last. */
export let stride: usize = 0;
export let nodes: usize = 0;
export let nodeCount: usize = 0;

let pointCount: usize = 0;
let codes: usize = 0;
let codesBeside: usize = 0;
let orderBeside: usize = 0;
let counts: usize = 0;
let width: f32 = 0;

const RADIX_BITS: u32 = 11;
const RADIX: usize = 1 << RADIX_BITS;

/** To be called once for so many points. */
export function prepareTree(points: usize, dims: u32): void {
  pointCount = points;
  dimensions = dims;
  stride = (points + 7) & ~3;
  sorted = allocate(stride * 4 * 3);
  order = allocate(points * 4);
  orderBeside = allocate(points * 4);
  codes = allocate(points * 4);
  codesBeside = allocate(points * 4);
  counts = allocate(RADIX * 4);
  // At most one leaf a point, and each branch has two children at least.
  nodes = allocate(points * 2 * NODE);
}

/** Builds the tree of points whose coordinates stand behind one another, `points` floats each. */
export function buildTree(positions: usize): void {
  let low: f32 = Infinity;
  let span: f32 = 0;
  const bytes = pointCount << 2;
  const lows = counts;
  for (let d: usize = 0; d < dimensions; d++) {
    low = Infinity;
    let high: f32 = -Infinity;
    for (let at = positions + d * bytes, end = at + bytes; at < end; at += 4) {
      low = min(low, load<f32>(at));
      high = max(high, load<f32>(at));
    }
    store<f32>(lows + (d << 2), low);
    span = max(span, high - low);
  }
  const cells: f32 = dimensions === 2 ? 65535 : 1023;
  const scale: f32 = span > 0 ? cells / span : 0;
  width = span;
  const lowX = load<f32>(lows);
  const lowY = load<f32>(lows, 4);
  const lowZ = load<f32>(lows, 8);
  for (let i: usize = 0; i < pointCount; i++) {
    const at = positions + (i << 2);
    const x = <u32>((load<f32>(at) - lowX) * scale);
    const y = <u32>((load<f32>(at + bytes) - lowY) * scale);
    let code: u32 = 0;
    if (dimensions === 2) code = spread2(x) | (spread2(y) << 1);
    else {
      const z = <u32>((load<f32>(at + (bytes << 1)) - lowZ) * scale);
      code = spread3(x) | (spread3(y) << 1) | (spread3(z) << 2);
    }
    store<u32>(codes + (i << 2), code);
    store<u32>(order + (i << 2), <u32>i);
  }
  sortPass(0);
  sortPass(RADIX_BITS);
  sortPass(2 * RADIX_BITS);
  for (let d: usize = 0; d < dimensions; d++) {
    const from = positions + d * bytes;
    const to = sorted + ((d * stride) << 2);
    for (let i: usize = 0; i < stride; i++) {
      const number = load<u32>(order + (min(i, pointCount - 1) << 2));
      store<f32>(to + (i << 2), load<f32>(from + (<usize>number << 2)));
    }
  }
  nodeCount = 0;
  build(0, pointCount);
}

function spread2(x: u32): u32 {
  let v = x;
  v = (v | (v << 8)) & 0x00ff00ff;
  v = (v | (v << 4)) & 0x0f0f0f0f;
  v = (v | (v << 2)) & 0x33333333;
  return (v | (v << 1)) & 0x55555555;
}

function spread3(x: u32): u32 {
  let v = x;
  v = (v | (v << 16)) & 0x030000ff;
  v = (v | (v << 8)) & 0x0300f00f;
  v = (v | (v << 4)) & 0x030c30c3;
  return (v | (v << 2)) & 0x09249249;
}

/** One stable pass of a radix sort. */
function sortPass(shift: u32): void {
  memory.fill(counts, 0, RADIX << 2);
  for (let i: usize = 0; i < pointCount; i++) {
    const at = counts + (<usize>((load<u32>(codes + (i << 2)) >> shift) & (<u32>RADIX - 1)) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  let sum: u32 = 0;
  for (let at = counts; at < counts + (RADIX << 2); at += 4) {
    const here = load<u32>(at);
    store<u32>(at, sum);
    sum += here;
  }
  for (let i: usize = 0; i < pointCount; i++) {
    const code = load<u32>(codes + (i << 2));
    const at = counts + (<usize>((code >> shift) & (<u32>RADIX - 1)) << 2);
    const to = <usize>load<u32>(at);
    store<u32>(at, <u32>to + 1);
    store<u32>(codesBeside + (to << 2), code);
    store<u32>(orderBeside + (to << 2), load<u32>(order + (i << 2)));
  }
  let held = codes;
  codes = codesBeside;
  codesBeside = held;
  held = order;
  order = orderBeside;
  orderBeside = held;
}

/** Appends the node of the points in [low, high), and those below it. */
function build(low: usize, high: usize): void {
  const node = nodes + nodeCount * NODE;
  nodeCount++;
  const first = load<u32>(codes + (low << 2));
  const last = load<u32>(codes + ((high - 1) << 2));
  // Levels at which all the points still lie in one cell.
  const levels = (32 - clz(first ^ last) + dimensions - 1) / dimensions;
  const side: f32 = width * <f32>(1 << levels) / (dimensions === 2 ? 65536 : 1024);
  const points = <f32>(high - low);
  let x: f32 = 0;
  let y: f32 = 0;
  let z: f32 = 0;
  store<f32>(node, points, 12);
  store<f32>(node, side * side, 16);
  if (<u32>(high - low) <= LEAF || levels === 0) {
    for (let i = low; i < high; i++) {
      x += load<f32>(sorted + (i << 2));
      y += load<f32>(sorted + ((stride + i) << 2));
      if (dimensions === 3) z += load<f32>(sorted + ((2 * stride + i) << 2));
    }
    store<u32>(node, <u32>low, 24);
    store<u32>(node, <u32>high, 28);
  } else {
    const shift = (levels - 1) * dimensions;
    let begin = low;
    while (begin < high) {
      const digit = load<u32>(codes + (begin << 2)) >> shift;
      const end = endOf(digit, shift, begin, high);
      const child = nodes + nodeCount * NODE;
      build(begin, end);
      const weight = load<f32>(child, 12);
      x += load<f32>(child) * weight;
      y += load<f32>(child, 4) * weight;
      z += load<f32>(child, 8) * weight;
      begin = end;
    }
    store<u32>(node, 0, 24);
    store<u32>(node, 0, 28);
  }
  store<f32>(node, x / points);
  store<f32>(node, y / points, 4);
  store<f32>(node, z / points, 8);
  store<u32>(node, <u32>nodeCount, 20);
}

/** Behind the last point in [low, high) with the digit. */
function endOf(digit: u32, shift: u32, low: usize, high: usize): usize {
  let a = low;
  let b = high;
  while (b - a > 1) {
    const middle = (a + b) >> 1;
    if (load<u32>(codes + (middle << 2)) >> shift === digit) a = middle;
    else b = middle;
  }
  return b;
}
