// Colours for code, brought only when a text holds code of a language that is known here.
import highlighter from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import cpp from 'highlight.js/lib/languages/cpp';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import typescript from 'highlight.js/lib/languages/typescript';
import yaml from 'highlight.js/lib/languages/yaml';

/** By the names that authors write; each brings its aliases: `py`, `js`, `sh`, `yml`. */
const LANGUAGES = { bash, cpp, json, python, typescript, yaml };
for (const [name, language] of Object.entries(LANGUAGES)) highlighter.registerLanguage(name, language);
highlighter.registerAliases(['js', 'javascript', 'jsx', 'mjs'], { languageName: 'typescript' });

/** HTML of spans with classes `hljs-…`; undefined for a language that is not known. */
export function highlighted(code: string, language: string): string | undefined {
  if (!highlighter.getLanguage(language)) return undefined;
  return highlighter.highlight(code, { language, ignoreIllegals: true }).value;
}
