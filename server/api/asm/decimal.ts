// Numbers in decimal, AssemblyScript: as few digits as tell a float64 from its neighbours, or 17, which always do.
import { dtoa_buffered } from 'util/number';

/** Bytes that a number takes at most; more may be written behind it. */
export const NUMBER_BYTES: u32 = 48;

/** Powers of 5 below 2^64. */
const FIVES: u32 = 28;
const fives = memory.data(28 * 8, 8);
/** Powers of 10 that a float64 holds exactly. */
const TENS: u32 = 23;
const tens = memory.data(23 * 8, 8);
/** The float64 next to 10^power, from -6 to 16. */
const bounds = memory.data<f64>([
  1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  1e16,
]);
const digits = memory.data(64, 16);

/** To be called once, before anything else here. */
export function buildPowers(): void {
  let five: u64 = 1;
  let ten: f64 = 1;
  for (let i: u32 = 0; i < FIVES; i++, five *= 5) store<u64>(fives + (i << 3), five);
  for (let i: u32 = 0; i < TENS; i++, ten *= 10) store<f64>(tens + (i << 3), ten);
}

/** The upper half of a product. */
@inline function upper(a: u64, b: u64): u64 {
  const a0 = a & 0xffffffff;
  const a1 = a >> 32;
  const b0 = b & 0xffffffff;
  const b1 = b >> 32;
  const middle = a1 * b0 + ((a0 * b0) >> 32);
  return a1 * b1 + (middle >> 32) + (((middle & 0xffffffff) + a0 * b1) >> 32);
}

/** Eight digits of zero, as text. */
const ZEROS: u64 = 0x3030303030303030;

/** Eight digits of a number below 10^8, the first one in the lowest byte: lanes of four, of two, of one digit. */
@inline function eightDigits(value: u32): u64 {
  const fours = <u64>(value / 10000) | (<u64>(value % 10000) << 32);
  const hundreds = ((fours * 10486) >> 20) & 0x0000007f0000007f;
  const twos = hundreds | ((fours - hundreds * 100) << 16);
  const dozens = ((twos * 103) >> 10) & 0x000f000f000f000f;
  return dozens | ((twos - dozens * 10) << 8);
}

/** Factors of `sixteenDigits`; to load one is sooner than to make it. */
const factors = memory.data<u32>([
  3518437209, 3518437209, 3518437209, 3518437209,
  10000, 10000, 10000, 10000,
  10486, 10486, 10486, 10486,
  0x640064, 0x640064, 0x640064, 0x640064,
  0x670067, 0x670067, 0x670067, 0x670067,
  0xa000a, 0xa000a, 0xa000a, 0xa000a,
], 16);

/** The same of two numbers behind one another. */
@inline function sixteenDigits(first: u32, second: u32): v128 {
  const eights = i32x4.replace_lane(i32x4.splat(first), 1, second);
  const tens = i64x2.shr_u(i64x2.extmul_low_i32x4_u(eights, v128.load(factors)), 45);
  const units = i64x2.sub(i64x2.extend_low_i32x4_u(eights), i32x4.dot_i16x8_s(tens, v128.load(factors, 16)));
  const fours = v128.or(tens, i64x2.shl(units, 32));
  const hundreds = i32x4.shr_u(i32x4.dot_i16x8_s(fours, v128.load(factors, 32)), 20);
  const rest = i16x8.sub(fours, i16x8.mul(hundreds, v128.load(factors, 48)));
  const twos = v128.or(hundreds, i32x4.shl(rest, 16));
  const dozens = i16x8.shr_u(i16x8.mul(twos, v128.load(factors, 64)), 10);
  const ones = i16x8.sub(twos, i16x8.mul(dozens, v128.load(factors, 80)));
  return v128.or(dozens, i16x8.shl(ones, 8));
}

/** Where the number in [1e9, 2^32) ends that was put at `at`: seconds of today, of which ten digits stand before the point. */
@inline function putSeconds(at: usize, value: f64): usize {
  const bits = reinterpret<u64>(value);
  // At most 23 bits: the fraction is part / 2^shift.
  const shift = 1075 - (bits >> 52);
  const part = bits & ((<u64>1 << shift) - 1);
  let whole = <u32>(((bits & 0x000fffffffffffff) | 0x0010000000000000) >> shift);
  const seven = <u32>((part * 10000000 + (<u64>1 << (shift - 1))) >> shift);
  const five = (seven + 50) / 100;
  // Five digits are enough where they are nearer than half of the last bit.
  const distance = <i64>((<u64>five << shift) - part * 100000);
  let fraction = select<u32>(five * 1000, seven * 10, abs(distance) < 50000);
  if (fraction >= 100000000) {
    fraction -= 100000000;
    whole++;
  }
  const first = whole / 100000000;
  const tenths = (first * 103) >> 10;
  const digits = sixteenDigits(whole - first * 100000000, fraction);
  const text = i8x16.add(digits, i8x16.splat(48));
  store<u16>(at, <u16>(tenths | ((first - tenths * 10) << 8)) + 0x3030);
  v128.store64_lane(at, text, 0, 2);
  store<u8>(at, 46, 10);
  v128.store64_lane(at, text, 1, 11);
  return fraction === 0 ? at + 10 : at + 19 - (<usize>clz(i64x2.extract_lane(digits, 1)) >> 3);
}

/** Where the number in [1e-6, 1e16) ends that was put at `at`; 0 where it is none of the usual. */
function putUsual(at: usize, value: f64): usize {
  const bits = reinterpret<u64>(value);
  const exponent = <i32>(bits >> 52) - 1075;
  const mantissa = (bits & 0x000fffffffffffff) | 0x0010000000000000;
  // Digits before the point, one too few at worst: 1233 / 4096 is a little less than lg 2.
  let before = (((exponent + 52) * 1233) >> 12) + 1;
  before += <i32>(value >= load<f64>(bounds + (<usize>(before + 6) << 3)));
  // Seventeen digits, or fifteen and zeros: nine, and eight behind them.
  let nine: u32 = 0;
  let eight: u32 = 0;
  // value = mantissa * 2^exponent; times 10^power it has nine digits before the point.
  const power = 9 - before;
  const shift = -exponent - 29 - power;
  if ((mantissa & 0x1fffffff) === 0 && power >= 0 && shift > 0) {
    // A float32, of so few bits that these products have no more than 64.
    const product = (mantissa >> 29) * load<u64>(fives + (<usize>power << 3));
    const rest = (product & ((<u64>1 << shift) - 1)) * 100000000;
    nine = <u32>(product >> shift);
    eight = <u32>(((rest >> (shift - 1)) + 1) >> 1);
    // Fifteen where those are no farther than half of the last bit: a tie is even, and powers of two have fewer digits.
    const fewer = ((eight + 50) / 100) * 100;
    const distance = <u64>abs(<i64>(<u64>fewer << shift) - <i64>rest);
    eight = select(fewer, eight, distance << 22 <= load<u64>(fives + (<usize>(power + 8) << 3)));
    if (eight === 100000000) {
      eight = 0;
      nine++;
    }
  }
  if (nine === 0 || nine === 1000000000) {
    let whole: u64 = 0;
    // Half of the last bit, in units of the last digit.
    let half: u64 = 0;
    for (;;) {
      // Times 10^power it has 17 digits before the point.
      const power = 17 - before;
      const right = -exponent - power;
      if (power < 0 || <u32>power >= FIVES || right < 1 || right > 63) return 0;
      const five = load<u64>(fives + (<usize>power << 3));
      const low = mantissa * five;
      whole = (upper(mantissa, five) << (64 - right)) | (low >> right);
      whole += (low >> (right - 1)) & 1;
      half = five >> (right + 1);
      if (whole < 100000000000000000) break;
      before++;
    }
    // Fifteen where those are enough: a quotient of two numbers that are held exactly is rounded once.
    const fewer = upper((whole + 50) >> 2, 0x28f5c28f5c28f5c3) >> 2;
    const tenAt = 15 - before;
    if (
      // The quotient is asked only where it may be: it takes long.
      fewer * 100 + half + 2 - whole <= 2 * half + 4 &&
      <u32>tenAt < TENS &&
      <f64>(<i64>fewer) / load<f64>(tens + (<usize>tenAt << 3)) === value
    ) whole = fewer * 100;
    if (whole >= 100000000000000000) return 0;
    // A product instead of a quotient, which takes many times as long: by 10^8, from Granlund and Montgomery 1994.
    nine = <u32>(upper(whole, 0xabcc77118461cefd) >> 26);
    eight = <u32>(whole - <u64>nine * 100000000);
  }
  const first = nine / 100000000;
  const others = sixteenDigits(nine - first * 100000000, eight);
  const text = i8x16.add(others, i8x16.splat(48));
  // Zeros at the end, of which those behind the point are taken back; the first digit is none.
  const zeros = clz((~i8x16.bitmask(i8x16.eq(others, i8x16.splat(0))) << 16) | 0x8000);
  if (before <= 0) {
    store<u64>(at, 0x3030303030302e30);
    const from = at + 2 - before;
    store<u8>(from, 48 + <u8>first);
    v128.store(from, text, 1);
    return from + 17 - zeros;
  }
  store<u8>(at, 48 + <u8>first);
  if (before <= 8) {
    v128.store(at, text, 2);
    // Those before the point stand one place further ahead.
    const low = i64x2.extract_lane(text, 0);
    const place = <u64>(before - 1) << 3;
    const ahead = (<u64>1 << place) - 1;
    store<u64>(at, (low & ahead) | (<u64>46 << place) | ((low & ~ahead) << 8), 1);
  } else {
    v128.store(at, text, 1);
    store<u64>(at + before, load<u64>(at + before), 1);
    store<u8>(at + before, 46);
  }
  const behind = 17 - before;
  return <i32>zeros < behind ? at + 18 - zeros : at + before;
}

/** Puts a number at `at` and tells where it ends; one that is not finite as a text. */
export function putNumber(at: usize, value: f64): usize {
  const size = abs(value);
  if (size >= 1e-6 && size < 1e16) {
    if (value < 0) store<u8>(at++, 45);
    const end = size >= 1e9 && size < 4294967296 ? putSeconds(at, size) : putUsual(at, size);
    return end !== 0 ? end : putAny(at, size);
  }
  if (isNaN(value)) {
    store<u64>(at, 0x224e614e22);
    return at + 5;
  }
  if (value === 0) {
    store<u8>(at, 48);
    return at + 1;
  }
  if (size === Infinity) {
    store<u8>(at++, 34);
    if (value < 0) store<u8>(at++, 45);
    // Infinity
    store<u64>(at, 0x7974696e69666e49);
    store<u8>(at, 34, 8);
    return at + 9;
  }
  if (value < 0) store<u8>(at++, 45);
  return putAny(at, size);
}

/** The same of any number above 0. */
function putAny(at: usize, value: f64): usize {
  const length = dtoa_buffered<f64>(digits, value);
  for (let i: u32 = 0; i < length; i++) store<u8>(at + i, load<u8>(digits + (i << 1)));
  return at + length;
}

export function putInteger(at: usize, value: i64): usize {
  if (<u64>value < 100000000) {
    const eight = eightDigits(<u32>value);
    const zeros = min<u64>(ctz(eight) >> 3, 7);
    store<u64>(at, (eight + ZEROS) >> (zeros << 3));
    return at + 8 - <usize>zeros;
  }
  let rest: u64 = value;
  if (value < 0) {
    store<u8>(at++, 45);
    rest = 0 - rest;
  }
  let from = digits + 24;
  while (rest >> 32 !== 0) {
    store<u8>(--from, 48 + <u8>(rest % 10));
    rest /= 10;
  }
  let small = <u32>rest;
  do {
    store<u8>(--from, 48 + <u8>(small % 10));
    small /= 10;
  } while (small !== 0);
  v128.store(at, v128.load(from));
  store<u32>(at, load<u32>(from, 16), 16);
  return at + (digits + 24 - from);
}
