// Answers that are asked for again and again with the same objects.

/** `make`, which must be pure, with its last answer kept: the same arguments cost nothing and give the same object. */
export function remembered<Args extends readonly unknown[], Answer>(
  make: (...args: Args) => Answer,
): (...args: Args) => Answer {
  let last: { readonly args: Args; readonly answer: Answer } | undefined;
  return (...args) => {
    if (!last?.args.every((arg, at) => Object.is(arg, args[at]))) last = { args, answer: make(...args) };
    return last.answer;
  };
}
