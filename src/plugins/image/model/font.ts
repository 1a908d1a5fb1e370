// The letters of character displays: 5 × 7 dots, and a row below for tails. Printable ASCII; anything else is a box.

/** Columns from the left, two hexadecimal digits each, the lowest bit on top; five columns a character, from the blank on. */
const COLUMNS =
  '000000000000005f00000007000700147f147f14242a7f2a12231308646236495620500008070300001c2241000041221c00' +
  '2a1c7f1c2a08083e0808008070300008080808080000606000201008040' +
  '23e5149453e00427f400072494949462141494d331814127f1027454545393c4a49493141211109073649494936464949291e' +
  '0000140000004034000000081422411414141414004122140802015909063e415d594e7c1211127c7f494949363e41414122' +
  '7f4141413e7f494949417f090909013e414151737f0808087f00417f41002040413f017f081422417f404040407f021c027f' +
  '7f0408107f3e4141413e7f090909063e4151215e7f09192946264949493203017f01033f4040403f1f2040201f3f4038403f' +
  '631408146303047804036159494d43007f41414102040810200041414' +
  '17f04020102044040404040000307080020545478407f284444383844444428384444287f385454541800087e090218a4a49c78' +
  '7f0804047800447d40002040403d007f1028440000417f40007c047804787c080404783844444438fc182424181824241' +
  '8fc7c08040408485454542404043f44243c4040207c1c2040201c3c4030403c44281028444c9090907c4464544c44' +
  '000836410000007700000041360800020102040' +
  '2';

const FIRST = 32;
const BOX = [0x7f, 0x41, 0x41, 0x41, 0x7f];

/** Pixels from one character to the next. */
export const CHARACTER_WIDTH = 6;
/** Rows of a character, its tail included. */
export const CHARACTER_HEIGHT = 8;

/** Calls `dot` for each set dot of the text, whose upper left corner is at (0, 0). */
export function forEachDot(text: string, dot: (x: number, y: number) => void): void {
  [...text].forEach((character, i) => {
    const at = (character.charCodeAt(0) - FIRST) * 10;
    const known = character.length === 1 && at >= 0 && at < COLUMNS.length;
    for (let column = 0; column < 5; column++) {
      const bits = known
        ? Number.parseInt(COLUMNS.slice(at + column * 2, at + column * 2 + 2), 16)
        : BOX[column];
      for (let row = 0; row < CHARACTER_HEIGHT; row++) {
        if (((bits ?? 0) >> row) & 1) dot(i * CHARACTER_WIDTH + column, row);
      }
    }
  });
}
