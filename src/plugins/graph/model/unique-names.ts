// Names of nodes, of which a graph has each once.

/** One for each graph. */
export class UniqueNames {
  readonly #taken = new Set<string>();

  /** The name, with a number behind it where it is taken. */
  take(name: string): string {
    let unique = name;
    for (let i = 1; this.#taken.has(unique); i++) unique = `${name}_${i}`;
    this.#taken.add(unique);
    return unique;
  }
}
