// UMAP's layout: edges pull their ends together, each as often as its weight says, and push the first end away from
// points drawn at random (McInnes, Healy and Melville 2018, algorithm 5, as umap-learn does it).

const NEGATIVES: f32 = 5;
const CLIP: f32 = 4;

let random: u64 = 1;

/** From the same seed come the same points. */
export function seedLayout(low: u32, high: u32): void {
  random = (<u64>high << 32 | low) * 0x9e3779b97f4a7c15 + 0x243f6a8885a308d3 | 1;
}

/** Below `most`; xorshift64* of Marsaglia and Vigna. */
@inline function draw(most: u32): u32 {
  random ^= random >> 12;
  random ^= random << 25;
  random ^= random >> 27;
  return <u32>((((random * 0x2545f4914f6cdd1d) >> 32) * <u64>most) >> 32);
}

/**
 * One epoch. Positions are float32, `dims` a point. Edge e leads from `heads[e]` to `tails[e]`, is due at epoch
 * `due[e]` and then every `periods[e]` epochs; its pushes likewise 5 times as often. `a` and `b` shape the membership
 * 1 / (1 + a d^2b).
 */
export function layoutEpoch(
  positions: usize, points: u32, dims: usize, heads: usize, tails: usize, periods: usize, due: usize, dueNegative: usize,
  edges: usize, epoch: f32, rate: f32, a: f32, b: f32,
): void {
  const three = dims === 3;
  const bytes = dims << 2;
  for (let e: usize = 0; e < edges << 2; e += 4) {
    if (load<f32>(due + e) > epoch) continue;
    const period = load<f32>(periods + e);
    const head = load<u32>(heads + e);
    const from = positions + <usize>head * bytes;
    const to = positions + <usize>load<u32>(tails + e) * bytes;
    let x = load<f32>(from);
    let y = load<f32>(from, 4);
    let z: f32 = three ? load<f32>(from, 8) : 0;
    let dx = x - load<f32>(to);
    let dy = y - load<f32>(to, 4);
    let dz: f32 = three ? z - load<f32>(to, 8) : 0;
    let square = dx * dx + dy * dy + dz * dz;
    if (square > 0) {
      const membership = power32(square, b);
      const pull = <f32>-2 * a * b * membership / (square * (a * membership + 1));
      const mx = clip(pull * dx) * rate;
      const my = clip(pull * dy) * rate;
      x += mx;
      y += my;
      store<f32>(to, load<f32>(to) - mx);
      store<f32>(to, load<f32>(to, 4) - my, 4);
      if (three) {
        const mz = clip(pull * dz) * rate;
        z += mz;
        store<f32>(to, load<f32>(to, 8) - mz, 8);
      }
    }
    store<f32>(due + e, load<f32>(due + e) + period);
    const negativePeriod = period / NEGATIVES;
    // Four at once, from one place: a chain of single ones takes three times as long. The rest waits for the next turn.
    const count = <i32>((epoch - load<f32>(dueNegative + e)) / negativePeriod) & ~3;
    // A draw of the head itself then lies where the head is, and pushes nowhere.
    store<f32>(from, x);
    store<f32>(from, y, 4);
    if (three) store<f32>(from, z, 8);
    for (let i = 0; i < count; i += 4) {
      const first = drawAt(positions, points, bytes);
      const second = drawAt(positions, points, bytes);
      const third = drawAt(positions, points, bytes);
      const fourth = drawAt(positions, points, bytes);
      let ox = v128.load32_zero(first);
      ox = v128.load_lane<u32>(second, ox, 1);
      ox = v128.load_lane<u32>(third, ox, 2);
      ox = v128.load_lane<u32>(fourth, ox, 3);
      let oy = v128.load32_zero(first, 4);
      oy = v128.load_lane<u32>(second, oy, 1, 4);
      oy = v128.load_lane<u32>(third, oy, 2, 4);
      oy = v128.load_lane<u32>(fourth, oy, 3, 4);
      let oz = f32x4.splat(z);
      if (three) {
        oz = v128.load32_zero(first, 8);
        oz = v128.load_lane<u32>(second, oz, 1, 8);
        oz = v128.load_lane<u32>(third, oz, 2, 8);
        oz = v128.load_lane<u32>(fourth, oz, 3, 8);
      }
      const px = f32x4.sub(f32x4.splat(x), ox);
      const py = f32x4.sub(f32x4.splat(y), oy);
      const pz = f32x4.sub(f32x4.splat(z), oz);
      const far = f32x4.add(f32x4.add(f32x4.mul(px, px), f32x4.mul(py, py)), f32x4.mul(pz, pz));
      const member = f32x4.add(f32x4.splat(1), f32x4.mul(f32x4.splat(a), power(far, b)));
      const push = f32x4.div(f32x4.splat(2 * b), f32x4.mul(f32x4.add(f32x4.splat(0.001), far), member));
      x += clipped(f32x4.mul(push, px)) * rate;
      y += clipped(f32x4.mul(push, py)) * rate;
      if (three) z += clipped(f32x4.mul(push, pz)) * rate;
    }
    store<f32>(dueNegative + e, load<f32>(dueNegative + e) + <f32>count * negativePeriod);
    store<f32>(from, x);
    store<f32>(from, y, 4);
    if (three) store<f32>(from, z, 8);
  }
}

@inline function clip(x: f32): f32 { return max<f32>(-CLIP, min<f32>(CLIP, x)); }

/** Where the coordinates of a point drawn at random stand. */
@inline function drawAt(positions: usize, points: u32, bytes: usize): usize {
  return positions + <usize>draw(points) * bytes;
}

/** Sum of the lanes, each within the clip. */
@inline function clipped(v: v128): f32 {
  const w = f32x4.pmax(f32x4.splat(-CLIP), f32x4.pmin(f32x4.splat(CLIP), v));
  return (f32x4.extract_lane(w, 0) + f32x4.extract_lane(w, 1)) + (f32x4.extract_lane(w, 2) + f32x4.extract_lane(w, 3));
}

/** x to the power b. */
export function power32(x: f32, b: f32): f32 {
  return f32x4.extract_lane(power(f32x4.splat(x), b), 0);
}

/** Each lane, not negative, to the power b, up to about 1e-5 of the result: exact powers cost half of all the time. */
@inline function power(x: v128, b: f32): v128 {
  // x = 2^exponent m with m from sqrt(1/2) on; log m by the series of atanh.
  const exponent = i32x4.shr_s(i32x4.sub(x, i32x4.splat(0x3f3504f3)), 23);
  const m = i32x4.sub(x, i32x4.shl(exponent, 23));
  const one = f32x4.splat(1);
  const s = f32x4.div(f32x4.sub(m, one), f32x4.add(m, one));
  const s2 = f32x4.mul(s, s);
  let log = f32x4.add(f32x4.splat(0.5770780164), f32x4.mul(s2, f32x4.splat(0.4121985832)));
  log = f32x4.add(f32x4.splat(0.9617966939), f32x4.mul(s2, log));
  log = f32x4.add(f32x4.splat(2.8853900818), f32x4.mul(s2, log));
  log = f32x4.add(f32x4.convert_i32x4_s(exponent), f32x4.mul(s, log));
  const t = f32x4.pmax(f32x4.splat(-125), f32x4.pmin(f32x4.splat(125), f32x4.mul(f32x4.splat(b), log)));
  const whole = f32x4.nearest(t);
  const f = f32x4.sub(t, whole);
  let p = f32x4.add(f32x4.splat(0.00961813), f32x4.mul(f, f32x4.splat(0.00133336)));
  p = f32x4.add(f32x4.splat(0.05550411), f32x4.mul(f, p));
  p = f32x4.add(f32x4.splat(0.24022651), f32x4.mul(f, p));
  p = f32x4.add(f32x4.splat(0.69314718), f32x4.mul(f, p));
  p = f32x4.add(one, f32x4.mul(f, p));
  return i32x4.add(p, i32x4.shl(i32x4.trunc_sat_f32x4_s(whole), 23));
}
