// The tab in the page's address, which is wanted before the rest of it. `address-bar.ts` tells what else stands there.

/** Plugin name; empty for the first tab that there is. `hash` may begin with its `#`. */
export function tabOf(hash: string): string {
  return decode(hash.replace(/^#/, '').replace(/\?.*$/s, ''));
}

/** What stands behind the tab, still encoded; empty for nothing. */
export function queryOf(hash: string): string {
  return /\?(.*)$/s.exec(hash)?.[1] ?? '';
}

/** A hand-written address may hold a stray `%`: then the text is meant as it stands. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
