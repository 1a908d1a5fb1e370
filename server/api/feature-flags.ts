// TensorBoard's page may send feature flags; this server knows none and only refuses what is no JSON object, as
// TensorBoard does. Contract 1.1.
import { HttpError } from './http-error.ts';

/** Throws HttpError 400 where the header or the query parameter is there and no JSON object. */
export function checkFeatureFlags(header: string | string[] | undefined, query: URLSearchParams): void {
  for (const text of [header ?? [], query.getAll('tensorBoardFeatureFlags')].flat()) {
    if (!isJsonObject(text))
      throw new HttpError(400, 'Invalid argument: feature flags must be a JSON object');
  }
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
