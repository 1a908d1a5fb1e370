// Regular expressions that a user typed, in Python's dialect as TensorBoard takes them. They run on RE2, whose time is
// linear in the text: no pattern can hold up the server. https://docs.python.org/3/library/re.html
import { RE2JS } from 're2js';

/** A pattern, ready to be asked. */
export interface UserRegex {
  /** Whether it matches at the beginning of `text`, not necessarily to its end: Python's `re.match`. */
  matchesStart(text: string): boolean;
  /** Whether it matches anywhere in `text`: Python's `re.search`. */
  isFoundIn(text: string): boolean;
  /** Where it matches first; undefined where it does not. */
  placeIn(text: string): { readonly start: number; readonly end: number } | undefined;
}

/**
 * Undefined for what is no regular expression, and for what RE2 cannot do in linear time: back references and
 * looking around.
 */
export function userRegexOf(pattern: string): UserRegex | undefined {
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(re2Of(pattern));
  } catch {
    // Whatever it throws, the pattern is one that cannot be run.
    return undefined;
  }
  return {
    matchesStart: (text) => compiled.matcher(text).lookingAt(),
    isFoundIn: (text) => compiled.matcher(text).find(),
    placeIn: (text) => {
      const matcher = compiled.matcher(text);
      return matcher.find() ? { start: matcher.start(), end: matcher.end() } : undefined;
    },
  };
}

/** Python's classes are of Unicode; `\W` and `\D` inside brackets cannot be spelled for RE2 and stay ASCII. */
const OUTSIDE: Readonly<Record<string, string>> = {
  w: '[\\p{L}\\p{N}_]',
  W: '[^\\p{L}\\p{N}_]',
  d: '\\p{Nd}',
  D: '\\P{Nd}',
  Z: '\\z',
};
const INSIDE: Readonly<Record<string, string>> = { w: '\\p{L}\\p{N}_', d: '\\p{Nd}' };

/** The same pattern as RE2 spells it. */
function re2Of(pattern: string): string {
  let translated = '';
  let inBrackets = false;
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern.charAt(i);
    if (character === '\\') {
      const escaped = pattern.charAt(++i);
      translated += (inBrackets ? INSIDE : OUTSIDE)[escaped] ?? `\\${escaped}`;
    } else if (inBrackets) {
      // Python knows no [:classes:], so a bracket inside brackets is one.
      translated += character === '[' ? '\\[' : character;
      if (character === ']') inBrackets = false;
    } else if (character === '[') {
      inBrackets = true;
      // A bracket that closes at once is a plain one, also behind ^.
      const start = /^\[\^?\]?/.exec(pattern.slice(i))?.[0] ?? '[';
      translated += start;
      i += start.length - 1;
    } else {
      translated += character === '{' && /^\{,\d+\}/.test(pattern.slice(i)) ? '{0' : character;
    }
  }
  return translated;
}
