// Loads the page anew where the server speaks another protocol. Once, or a server that stays at another version would have
// the page reload for ever.

/** State of the history entry from which the page was loaded anew. */
const RELOADED = 'reloaded';

/** False, and nothing is done, where it did not help before. */
export function reloadOnce(): boolean {
  if (history.state === RELOADED) return false;
  history.replaceState(RELOADED, '');
  location.reload();
  return true;
}

/** To be told as soon as page and server understand each other. */
export function reloadHelped(): void {
  if (history.state === RELOADED) history.replaceState(null, '');
}
