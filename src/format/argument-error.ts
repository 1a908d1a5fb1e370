// What is wrong with a value that a program hands over to be written.

/** Says what was expected and what came. SummaryWriter adds the method and the tag. */
export class ArgumentError extends Error {
  /** By which it is known where there are two copies of the package: always `ArgumentError`. */
  override name = 'ArgumentError';
}

/** What came, short enough for a message. */
export function described(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (typeof value === 'bigint') return `${value}n`;
  if (value === null || typeof value !== 'object') return String(value);
  return Array.isArray(value)
    ? `an array of ${value.length}`
    : `an object of class ${value.constructor?.name ?? 'Object'}`;
}
