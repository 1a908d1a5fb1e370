// What the browser keeps of a user's choices for all pages of this server: no part of a link.

const PREFIX = 'runboard.';

/** What was kept under a name; undefined at first, and where the browser keeps nothing. */
export function kept(name: string): string | undefined {
  return storage()?.getItem(PREFIX + name) ?? undefined;
}

/** Keeps a value, or forgets it. */
export function keep(name: string, value: string | undefined): void {
  if (value === undefined) storage()?.removeItem(PREFIX + name);
  else storage()?.setItem(PREFIX + name, value);
}

/** A page in a frame of a stranger may be denied storage: then a choice lasts as long as the page. */
function storage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
