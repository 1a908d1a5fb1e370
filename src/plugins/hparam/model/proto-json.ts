// Messages as JSON, by protobuf's rules (https://protobuf.dev/programming-guides/json): keys in camelCase or as in the
// .proto file, enums by name or number, doubles also as "NaN" and "Infinity", null for what is not set, no unknown key.

/** What a client sent wrong; the message says where, what was expected and what came. */
export class RequestError extends Error {
  override name = 'RequestError';
}

const MAX_INT32 = 2 ** 31 - 1;

/** The fields of one message. Made of parsed JSON; each getter throws RequestError for a value of another type. */
export class ProtoJson {
  readonly #where: string;
  readonly #values = new Map<string, unknown>();

  /** `names` are all fields of the message, in camelCase. Throws RequestError for anything but an object of these. */
  constructor(json: unknown, where: string, names: readonly string[]) {
    this.#where = where;
    if (typeof json !== 'object' || json === null || Array.isArray(json)) {
      throw new RequestError(`${where}: expected an object, got ${shown(json)}`);
    }
    const nameOf = new Map(
      names.flatMap((name) => [[name, name] as const, [snakeCase(name), name] as const]),
    );
    for (const [key, value] of Object.entries(json)) {
      const name = nameOf.get(key);
      if (name === undefined) {
        throw new RequestError(`${where} has no field ${shown(key)}; there are ${names.join(', ')}`);
      }
      if (this.#values.has(name)) throw new RequestError(`${where}.${name} is given twice`);
      if (value !== null) this.#values.set(name, value);
    }
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** Throws RequestError where more than one of the fields is set. */
  oneOf(...names: readonly string[]): void {
    const given = names.filter((name) => this.has(name));
    if (given.length > 1) throw new RequestError(`${this.#where} may have only one of ${given.join(', ')}`);
  }

  text(name: string): string {
    const value = this.#values.get(name) ?? '';
    return typeof value === 'string' ? value : this.#refuse(name, 'a string', value);
  }

  /** Undefined where it is not set. */
  flag(name: string): boolean | undefined {
    const value = this.#values.get(name);
    return value === undefined || typeof value === 'boolean'
      ? value
      : this.#refuse(name, 'true or false', value);
  }

  double(name: string): number {
    const value = this.#values.get(name) ?? 0;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number === 'number' && (value === 'NaN' || !Number.isNaN(number))) return number;
    return this.#refuse(name, 'a number, "NaN", "Infinity" or "-Infinity"', value);
  }

  /** An int32. */
  whole(name: string): number {
    const value = this.#values.get(name) ?? 0;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (Number.isInteger(number) && Math.abs(number as number) <= MAX_INT32) return number as number;
    return this.#refuse(name, 'a whole number of 32 bits', value);
  }

  /** One of an enum's names, which stand in the order of their numbers; the first one where nothing is set. */
  choice<Name extends string>(name: string, names: readonly Name[]): Name {
    return this.#chosen(name, this.#values.get(name) ?? 0, names);
  }

  choices<Name extends string>(name: string, names: readonly Name[]): readonly Name[] {
    return this.list(name).map((value) => this.#chosen(name, value, names));
  }

  /** Elements of a repeated field, as they came; none where nothing is set. */
  list(name: string): readonly unknown[] {
    const value = this.#values.get(name) ?? [];
    return Array.isArray(value) ? value : this.#refuse(name, 'a list', value);
  }

  /** A message within; undefined where it is not set. */
  message(name: string, names: readonly string[]): ProtoJson | undefined {
    const value = this.#values.get(name);
    return value === undefined ? undefined : new ProtoJson(value, `${this.#where}.${name}`, names);
  }

  messages(name: string, names: readonly string[]): readonly ProtoJson[] {
    return this.list(name).map((value, i) => new ProtoJson(value, `${this.#where}.${name}[${i}]`, names));
  }

  #chosen<Name extends string>(name: string, value: unknown, names: readonly Name[]): Name {
    const chosen = names[typeof value === 'string' ? names.indexOf(value as Name) : Number(value)];
    if (chosen !== undefined && (typeof value === 'string' || typeof value === 'number')) return chosen;
    return this.#refuse(name, `one of ${names.join(', ')} or its number`, value);
  }

  #refuse(name: string, expected: string, value: unknown): never {
    throw new RequestError(`${this.#where}.${name}: expected ${expected}, got ${shown(value)}`);
  }
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function shown(json: unknown): string {
  const text = JSON.stringify(json) ?? String(json);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
