// Text from logs on a terminal.

/** Names in logs come from strangers, and a terminal obeys control characters: they are replaced. */
export function printable(line: string): string {
  return line.replace(/\p{Cc}/gu, '\ufffd');
}
