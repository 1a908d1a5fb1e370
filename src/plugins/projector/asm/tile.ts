// The one loop behind covariances, products and distances: 4 rows by 8 columns of dot products, 4 columns a lane.
import { allocate } from './memory';

/** Columns of a panel, which holds `length` rows of 8 floats one behind the other. */
export const WIDTH: usize = 8;

/** What `tile` leaves: 4 rows of 8 floats. */
export const tileOut: usize = allocate(4 * 8 * 4);

/**
 * Dot products of 4 vectors with the 8 columns of a panel. Element l of vector i stands at
 * `a + i * vectorBytes + l * stepBytes`.
 */
export function tile(a: usize, vectorBytes: usize, stepBytes: usize, panel: usize, length: usize): void {
  let a0 = a;
  let a1 = a0 + vectorBytes;
  let a2 = a1 + vectorBytes;
  let a3 = a2 + vectorBytes;
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
  const end = panel + (length << 5);
  for (let b = panel; b < end; b += 32) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a0);
    s00 = f32x4.add(s00, f32x4.mul(x, b0));
    s01 = f32x4.add(s01, f32x4.mul(x, b1));
    x = v128.load32_splat(a1);
    s10 = f32x4.add(s10, f32x4.mul(x, b0));
    s11 = f32x4.add(s11, f32x4.mul(x, b1));
    x = v128.load32_splat(a2);
    s20 = f32x4.add(s20, f32x4.mul(x, b0));
    s21 = f32x4.add(s21, f32x4.mul(x, b1));
    x = v128.load32_splat(a3);
    s30 = f32x4.add(s30, f32x4.mul(x, b0));
    s31 = f32x4.add(s31, f32x4.mul(x, b1));
    a0 += stepBytes;
    a1 += stepBytes;
    a2 += stepBytes;
    a3 += stepBytes;
  }
  v128.store(tileOut, s00);
  v128.store(tileOut, s01, 16);
  v128.store(tileOut, s10, 32);
  v128.store(tileOut, s11, 48);
  v128.store(tileOut, s20, 64);
  v128.store(tileOut, s21, 80);
  v128.store(tileOut, s30, 96);
  v128.store(tileOut, s31, 112);
}
