// Regular expressions that a user typed, in Python's dialect as TensorBoard takes them. They run on RE2, whose time is
// linear in the text: no pattern can hold up the server. https://docs.python.org/3/library/re.html
import { RE2JS } from 're2js';
import { re2Of } from '../../src/wire/python-regex.ts';

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
