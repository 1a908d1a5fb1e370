// Regular expressions in Python's dialect, as TensorBoard takes them, in the spelling of RE2, which server and page run
// them on. https://docs.python.org/3/library/re.html, https://github.com/google/re2/wiki/Syntax

/** Python's classes are of Unicode; `\W` and `\D` inside brackets cannot be spelled for RE2 and stay ASCII. */
const OUTSIDE: Readonly<Record<string, string>> = {
  w: '[\\p{L}\\p{N}_]',
  W: '[^\\p{L}\\p{N}_]',
  d: '\\p{Nd}',
  D: '\\P{Nd}',
  Z: '\\z',
};
const INSIDE: Readonly<Record<string, string>> = { w: '\\p{L}\\p{N}_', d: '\\p{Nd}' };

/** The same pattern as RE2 spells it; what is no pattern stays none. */
export function re2Of(pattern: string): string {
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
