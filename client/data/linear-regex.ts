// Regular expressions that a user typed or a link carries. They run on RE2, in time linear in the text, so that no
// link can hang the page. The engine is a file of its own, as large as the shell: it comes when a pattern needs it.
import type { RE2JS } from 're2js';
import { re2Of } from '../../src/wire/python-regex.ts';

/** When the page has drawn what it shows first. */
const LATEST_MS = 3000;

let engine: typeof RE2JS | undefined;
let loading: Promise<void> | undefined;
let want: () => void;

const wanted = new Promise<void>((resolve) => {
  want = resolve;
});

/** Brings the engine; until then only plain texts, and one of several, can be looked for. */
export function loadRegexEngine(): Promise<void> {
  loading ??= import('re2js').then((module) => {
    engine = module.RE2JS;
  });
  return loading;
}

/** Behind the first picture in any case: a pattern that is typed later is to wait for no network. */
export async function regexEngineWhenWanted(): Promise<void> {
  await Promise.race([wanted, new Promise((resolve) => setTimeout(resolve, LATEST_MS))]);
  await loadRegexEngine();
}

const META = /[\\^$.?*+()[\]{}]/;

/** `pending`: the engine has not come yet. */
export type CompiledRegex =
  | {
      readonly kind: 'compiled';
      /** Whether it is found anywhere in `text`. */
      test(text: string): boolean;
      /** What its first group caught, or all that it caught where it has no group; undefined where it is not found. */
      capture(text: string): string | undefined;
    }
  | { readonly kind: 'invalid'; readonly why: string }
  | { readonly kind: 'pending' };

/** Upper and lower case are the same unless the pattern holds an upper-case letter. */
export function compileRegex(pattern: string): CompiledRegex {
  const exact = /\p{Lu}/u.test(pattern.replace(/\\./g, ''));
  if (!META.test(pattern)) return plainTexts(pattern.split('|'), exact);
  if (!engine) return pending();
  try {
    const regex = engine.compile(pattern, exact ? 0 : engine.CASE_INSENSITIVE);
    const group = Math.min(1, regex.groupCount());
    return {
      kind: 'compiled',
      test: (text) => regex.test(text),
      capture: (text) => {
        const matcher = regex.matcher(text);
        return matcher.find() ? (matcher.group(group) ?? '') : undefined;
      },
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // The engine spells out how upper and lower case are taken.
    const why = message.replace(/^error parsing regexp: /, '').replace('(?i)', '');
    return { kind: 'invalid', why };
  }
}

/** A pattern of custom scalars; `pending`: the engine has not come yet. */
export type TagPattern =
  | { readonly kind: 'compiled'; matchesStart(text: string): boolean }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'pending' };

/** Python's `re.match`: upper and lower case differ, and what stands behind the match does not count. */
export function compileTagPattern(pattern: string): TagPattern {
  if (!META.test(pattern)) {
    const starts = pattern.split('|');
    return { kind: 'compiled', matchesStart: (text) => starts.some((start) => text.startsWith(start)) };
  }
  if (!engine) return pending();
  try {
    const regex = engine.compile(re2Of(pattern));
    return { kind: 'compiled', matchesStart: (text) => regex.matcher(text).lookingAt() };
  } catch {
    // Whatever it throws, the pattern is one that cannot be run.
    return { kind: 'invalid' };
  }
}

function pending(): { readonly kind: 'pending' } {
  want();
  return { kind: 'pending' };
}

/**
 * Most of what is typed. Ten thousand names take a millisecond, and the engine ten. Found is, as by the engine, the text
 * that begins first, and of those that begin at the same place the first.
 */
function plainTexts(texts: readonly string[], exact: boolean): CompiledRegex {
  const wanted = texts.map((text) => (exact ? text : text.toLowerCase()));
  const searched = (text: string) => (exact ? text : text.toLowerCase());
  const [only = ''] = wanted;
  return {
    kind: 'compiled',
    test:
      wanted.length === 1
        ? (text) => searched(text).includes(only)
        : (text) => {
            const inside = searched(text);
            return wanted.some((one) => inside.includes(one));
          },
    capture: (text) => {
      const inside = searched(text);
      const found = wanted
        .map((one) => ({ at: inside.indexOf(one), length: one.length }))
        .filter(({ at }) => at >= 0);
      const first = found.find(({ at }) => found.every((other) => at <= other.at));
      return first && text.slice(first.at, first.at + first.length);
    },
  };
}
