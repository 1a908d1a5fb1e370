// The body of `POST api/v1/scalars/columns`, checked.
import { HttpError } from '../../../server/plugin-host.ts';
import type { ScalarColumnsRequest } from './kind.ts';

type Wanted = Required<ScalarColumnsRequest['series'][number]>;

/** What was posted, `from` filled in. Throws HttpError 400. */
export function columnsRequestOf(body: string): { readonly series: readonly Wanted[] } {
  const request: unknown = parsed(body);
  if (!isRecord(request) || !Array.isArray(request['series'])) throw malformed();
  return { series: request['series'].map(wantedOf) };
}

function wantedOf(item: unknown): Wanted {
  if (!isRecord(item)) throw malformed();
  const { run, tag, from = 0 } = item;
  if (typeof run !== 'string' || typeof tag !== 'string') throw malformed();
  if (typeof from !== 'number' || !Number.isSafeInteger(from) || from < 0) throw malformed();
  return { run, tag, from };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new HttpError(400, 'Invalid argument: the body is no JSON', { cause: error });
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(): HttpError {
  return new HttpError(400, 'Invalid argument: the body must be {"series": [{"run", "tag", "from"?}, …]}');
}
