// The natural order of names, `layer2` before `layer10`: the one that Intl.Collator gives ('en', numeric). Of plain names
// it is told without: what browsers know of languages takes 30 to 90 ms to load, which a page that opens has not to spare.

/** Signs in the order of the Unicode Collation Algorithm (CLDR root), before all digits and letters. */
const SIGNS = ' _-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$';
const IS_PLAIN = /^[ -~]{0,200}$/;
const ZERO = 48;
const NINE = 57;
const LOWER_A = 97;

/** By code: of two plain characters the one of less weight comes first; upper and lower case weigh the same. */
const weights = new Uint8Array(128);
for (let code = 32; code < 127; code++) {
  const character = String.fromCharCode(code);
  const sign = SIGNS.indexOf(character);
  weights[code] = sign >= 0 ? sign : 64 + character.toLowerCase().charCodeAt(0) - ZERO;
}

const isDigit = (code: number) => code >= ZERO && code <= NINE;

function digitsEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && isDigit(text.charCodeAt(end))) end++;
  return end;
}

/** Where the number that begins at `from` does, behind its leading zeros. */
function digitsStart(text: string, from: number): number {
  let start = from;
  while (text.charCodeAt(start) === ZERO) start++;
  return start;
}

/** Negative where `a` comes first; 0 also for names that differ in leading zeros alone. Undefined unless both are ASCII. */
export function comparePlain(a: string, b: string): number | undefined {
  if (!IS_PLAIN.test(a) || !IS_PLAIN.test(b)) return undefined;
  let byCase = 0;
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [codeA, codeB] = [a.charCodeAt(i), b.charCodeAt(j)];
    if (isDigit(codeA) && isDigit(codeB)) {
      const [startA, startB] = [digitsStart(a, i), digitsStart(b, j)];
      [i, j] = [digitsEnd(a, i), digitsEnd(b, j)];
      const [numberA, numberB] = [a.slice(startA, i), b.slice(startB, j)];
      if (numberA.length !== numberB.length) return numberA.length - numberB.length;
      if (numberA !== numberB) return numberA < numberB ? -1 : 1;
      continue;
    }
    const apart = (weights[codeA] as number) - (weights[codeB] as number);
    if (apart !== 0) return apart;
    if (byCase === 0 && codeA !== codeB) byCase = codeA >= LOWER_A ? -1 : 1;
    i++;
    j++;
  }
  return a.length - i - (b.length - j) || byCase;
}

/** Made at the first name that is not plain. */
let collator: Intl.Collator | undefined;

/** Natural order of two texts; 0 also for some that differ, as in leading zeros. */
export function compareNaturally(a: string, b: string): number {
  const order = comparePlain(a, b);
  if (order !== undefined) return order;
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator.compare(a, b);
}

/** The same, and 0 for equal names alone. */
export function compareNames(a: string, b: string): number {
  return compareNaturally(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
