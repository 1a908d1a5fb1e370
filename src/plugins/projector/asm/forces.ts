// Forces of t-SNE, up to the factors that are the same for all: neighbours attract, all points repel one another, those
// far away as one (Barnes and Hut, as van der Maaten 2014 uses it).
import { buildTree, dimensions, NODE, nodeCount, nodes, order, sorted, stride } from './tree';

/** Sum of p log(1 + d²) over the edges of the last `attract`, where it was asked for. */
export let logSum: f64 = 0;
/** Sum of 1 / (1 + d²) over the points of the last `repel`, each with all, itself included. */
export let pairSum: f64 = 0;

/**
 * Writes the attraction of rows `from` to `to`: coordinate by coordinate, `to - from` floats each. Edges of row i stand
 * from `begins[i - from]` to `begins[i - from + 1]`, a multiple of 4: numbers and weights; filled up with weight 0.
 */
export function attract(
  positions: usize, points: usize, dims: u32, from: usize, to: usize,
  begins: usize, numbers: usize, weights: usize, forces: usize, withLog: bool,
): void {
  const ys = positions + (points << 2);
  const zs = ys + (points << 2);
  const rows = to - from;
  const one = f32x4.splat(1);
  const three = dims === 3;
  logSum = 0;
  for (let row: usize = 0; row < rows; row++) {
    const own = (from + row) << 2;
    const x = v128.load32_splat(positions + own);
    const y = v128.load32_splat(ys + own);
    const z = three ? v128.load32_splat(zs + own) : f32x4.splat(0);
    let fx = f32x4.splat(0);
    let fy = fx;
    let fz = fx;
    const end = <usize>load<u32>(begins + (row << 2), 4) << 2;
    for (let edge = <usize>load<u32>(begins + (row << 2)) << 2; edge < end; edge += 16) {
      const a = <usize>load<u32>(numbers + edge) << 2;
      const b = <usize>load<u32>(numbers + edge, 4) << 2;
      const c = <usize>load<u32>(numbers + edge, 8) << 2;
      const d = <usize>load<u32>(numbers + edge, 12) << 2;
      let other = v128.load32_zero(positions + a);
      other = v128.load_lane<u32>(positions + b, other, 1);
      other = v128.load_lane<u32>(positions + c, other, 2);
      other = v128.load_lane<u32>(positions + d, other, 3);
      const dx = f32x4.sub(other, x);
      other = v128.load32_zero(ys + a);
      other = v128.load_lane<u32>(ys + b, other, 1);
      other = v128.load_lane<u32>(ys + c, other, 2);
      other = v128.load_lane<u32>(ys + d, other, 3);
      const dy = f32x4.sub(other, y);
      let square = f32x4.add(f32x4.add(one, f32x4.mul(dx, dx)), f32x4.mul(dy, dy));
      let dz = f32x4.splat(0);
      if (three) {
        other = v128.load32_zero(zs + a);
        other = v128.load_lane<u32>(zs + b, other, 1);
        other = v128.load_lane<u32>(zs + c, other, 2);
        other = v128.load_lane<u32>(zs + d, other, 3);
        dz = f32x4.sub(other, z);
        square = f32x4.add(square, f32x4.mul(dz, dz));
      }
      const weight = v128.load(weights + edge);
      const pull = f32x4.div(weight, square);
      fx = f32x4.add(fx, f32x4.mul(pull, dx));
      fy = f32x4.add(fy, f32x4.mul(pull, dy));
      if (three) fz = f32x4.add(fz, f32x4.mul(pull, dz));
      if (withLog) {
        logSum += <f64>f32x4.extract_lane(weight, 0) * Math.log(f32x4.extract_lane(square, 0))
          + <f64>f32x4.extract_lane(weight, 1) * Math.log(f32x4.extract_lane(square, 1))
          + <f64>f32x4.extract_lane(weight, 2) * Math.log(f32x4.extract_lane(square, 2))
          + <f64>f32x4.extract_lane(weight, 3) * Math.log(f32x4.extract_lane(square, 3));
      }
    }
    store<f32>(forces + (row << 2), sumOf(fx));
    store<f32>(forces + ((rows + row) << 2), sumOf(fy));
    if (three) store<f32>(forces + ((2 * rows + row) << 2), sumOf(fz));
  }
}

@inline function sumOf(v: v128): f32 {
  return (f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1)) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

/** Builds the tree that `repel` walks. */
export function plant(positions: usize): void {
  buildTree(positions);
}

/** Where the numbers of the points in the tree's order stand. */
export function orderPointer(): usize {
  return order;
}

/**
 * Writes the repulsion of the points `from` to `to` in the tree's order, coordinate by coordinate, `to - from` floats
 * each, filled up to a multiple of 4. A node is taken as one where its width is less than `theta` of its distance from
 * each of 4 points, which walk together.
 */
export function repel(from: usize, to: usize, theta: f32, forces: usize): void {
  const one = f32x4.splat(1);
  const openness = f32x4.splat(theta * theta);
  const three = dimensions === 3;
  const ys = sorted + (stride << 2);
  const zs = sorted + (stride << 3);
  const room = (to - from + 3) & ~3;
  const last = nodes + nodeCount * NODE;
  pairSum = 0;
  for (let i = from; i < to; i += 4) {
    const x = v128.load(sorted + (i << 2));
    const y = v128.load(ys + (i << 2));
    const z = three ? v128.load(zs + (i << 2)) : f32x4.splat(0);
    let fx = f32x4.splat(0);
    let fy = fx;
    let fz = fx;
    let sum = fx;
    for (let node = nodes; node < last; ) {
      const dx = f32x4.sub(x, v128.load32_splat(node));
      const dy = f32x4.sub(y, v128.load32_splat(node, 4));
      let square = f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy));
      const dz = f32x4.sub(z, v128.load32_splat(node, 8));
      if (three) square = f32x4.add(square, f32x4.mul(dz, dz));
      if (i32x4.all_true(f32x4.lt(v128.load32_splat(node, 16), f32x4.mul(square, openness)))) {
        const q = f32x4.div(one, f32x4.add(one, square));
        const weighed = f32x4.mul(v128.load32_splat(node, 12), q);
        sum = f32x4.add(sum, weighed);
        const push = f32x4.mul(weighed, q);
        fx = f32x4.add(fx, f32x4.mul(push, dx));
        fy = f32x4.add(fy, f32x4.mul(push, dy));
        if (three) fz = f32x4.add(fz, f32x4.mul(push, dz));
        node = nodes + <usize>load<u32>(node, 20) * NODE;
        continue;
      }
      const end = <usize>load<u32>(node, 28) << 2;
      for (let p = <usize>load<u32>(node, 24) << 2; p < end; p += 4) {
        const ex = f32x4.sub(x, v128.load32_splat(sorted + p));
        const ey = f32x4.sub(y, v128.load32_splat(ys + p));
        let near = f32x4.add(f32x4.add(one, f32x4.mul(ex, ex)), f32x4.mul(ey, ey));
        let ez = f32x4.splat(0);
        if (three) {
          ez = f32x4.sub(z, v128.load32_splat(zs + p));
          near = f32x4.add(near, f32x4.mul(ez, ez));
        }
        const q = f32x4.div(one, near);
        sum = f32x4.add(sum, q);
        const push = f32x4.mul(q, q);
        fx = f32x4.add(fx, f32x4.mul(push, ex));
        fy = f32x4.add(fy, f32x4.mul(push, ey));
        if (three) fz = f32x4.add(fz, f32x4.mul(push, ez));
      }
      node += NODE;
    }
    const at = forces + ((i - from) << 2);
    v128.store(at, fx);
    v128.store(at + (room << 2), fy);
    if (three) v128.store(at + (room << 3), fz);
    pairSum += <f64>f32x4.extract_lane(sum, 0);
    if (i + 1 < to) pairSum += <f64>f32x4.extract_lane(sum, 1);
    if (i + 2 < to) pairSum += <f64>f32x4.extract_lane(sum, 2);
    if (i + 3 < to) pairSum += <f64>f32x4.extract_lane(sum, 3);
  }
}
