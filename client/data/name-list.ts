// Lists of names as a link carries them. Commas part the names, so what a name may hold of the signs used here is
// written with a tilde: `~` is `~~`, `,` is `~.`, a NUL `~0`, and no name at all `~-`.

const SIGNS: Readonly<Record<string, string>> = { '~': '~', '.': ',', '0': '\0' };

/** The names of a list, in its order, each once; none for an empty text. */
export function namesOf(text = ''): Set<string> {
  if (text === '') return new Set();
  const plain = (name: string) => name.replace(/~([~.0])/g, (_, sign: string) => SIGNS[sign] ?? sign);
  return new Set(text.split(',').map((name) => (name === '~-' ? '' : plain(name))));
}

/** Exact inverse of `namesOf`. */
export function textOf(names: Iterable<string>): string {
  const written = (name: string) =>
    name === '' ? '~-' : name.replaceAll('~', '~~').replaceAll(',', '~.').replaceAll('\0', '~0');
  return Array.from(names, written).join(',');
}
