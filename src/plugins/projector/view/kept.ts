// Something derived from other things, made anew only where one of them is another.

export class Kept<Value> {
  #from: readonly unknown[] | undefined;
  #value: Value | undefined;

  /** `make` is called where one of `from` is not what it was at the last call. */
  of(from: readonly unknown[], make: () => Value): Value {
    const before = this.#from;
    const same = before?.length === from.length && from.every((one, at) => Object.is(one, before[at]));
    if (!same) {
      this.#value = make();
      this.#from = from;
    }
    return this.#value as Value;
  }
}
