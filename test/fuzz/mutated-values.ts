// Texts and JSON that are almost right, from a seed.
import { mutated } from '../mutated-files.ts';
import { pick, type Random } from '../seeded-random.ts';

/** What breaks out of quotes, paths, numbers, patterns, pages and terminals. */
export const NASTY_TEXTS: readonly string[] = [
  ...['', ' ', '.', '..', '../..', '/', '\\', '\0', '%00', '%', '%2e%2e%2f', 'a/../b', 'con', '.runboard'],
  ...['-1', '0', '1e309', '-0', 'NaN', 'Infinity', '9007199254740993', '0x10', '1.5', '99999999999999999999'],
  ...[
    'null',
    '{}',
    '[]',
    '"',
    "'",
    '{"a":',
    '[[[[',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
  ],
  ...['(a+)+$', '(', '[', '\\1', '(?=a)', '.*'.repeat(200), '*', '^$', '(?i)x', 'a{1000}{1000}'],
  ...['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', 'javascript:alert(1)', '&lt;', ']]>'],
  ...['\r\n\r\nGET / HTTP/1.1', '\u001b[31m', '\u202e', '\ud800', '😀', 'é'.repeat(300), 'x'.repeat(5000)],
];

const NASTY_VALUES: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, 1e308, -1e308, 2 ** 53, [], {}, [[]], [null], { a: { a: {} } }],
  ...NASTY_TEXTS.slice(0, 40),
];

export function mutatedBytes(bytes: Uint8Array, random: Random, other = bytes): Uint8Array {
  let changed = bytes;
  for (let changes = 1 + random(4); changes > 0; changes--) changed = mutated(changed, random, other);
  return changed;
}

/** One value of a JSON value replaced, taken out, doubled, or put where it does not belong. */
export function mutatedJson(value: unknown, random: Random): unknown {
  if (random(5) === 0 || typeof value !== 'object' || value === null) return pick(NASTY_VALUES, random, null);
  if (Array.isArray(value)) {
    const items: unknown[] = [...value];
    const at = random(items.length + 1);
    const what = random(6);
    if (what === 0) items.splice(at, 1);
    else if (what === 1) items.push(...items);
    else if (at < items.length) items[at] = mutatedJson(items[at], random);
    else items.push(pick(NASTY_VALUES, random, null));
    return items;
  }
  const entries = Object.entries(value);
  const at = random(entries.length + 1);
  const [key, old] = entries[at] ?? [pick(NASTY_TEXTS, random, 'x'), undefined];
  if (random(5) === 0) entries.splice(at, 1);
  else entries[at] = [random(10) === 0 ? pick(NASTY_TEXTS, random, key) : key, mutatedJson(old, random)];
  return Object.fromEntries(entries);
}
