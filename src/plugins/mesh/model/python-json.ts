// JSON as Python's json.dumps(value, sort_keys=True) writes it, so that records equal PyTorch's byte by byte.
import { ArgumentError, described } from '../../../format/argument-error.ts';

/** ASCII, keys sorted. Throws ArgumentError for what JSON cannot say. */
export function pythonJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value === 'string') return asciiText(value);
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
  if (typeof value !== 'object' || value === null) {
    throw new ArgumentError(`expected config to be what JSON can hold, got ${described(value)}`);
  }
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, field]) => `${asciiText(key)}: ${pythonJson(field)}`).join(', ')}}`;
}

function asciiText(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
