// Tables over HTTP, each below `/api/v1/data`, and the description of them all.
import type { Tensor } from '../../src/format/tensor.ts';
import type { PlacedSeries } from '../../src/reader/store/series.ts';
import { HttpError } from '../api/http-error.ts';
import type { Route } from '../plugin-host.ts';
import { formatOfRequest } from './formats.ts';
import { openApiOf } from './open-api.ts';
import { selectionOf } from './selection.ts';
import type { DataTable } from './table.ts';

/** What the routes are made of. */
export interface DataParts {
  readonly version: string;
  readonly tables: readonly DataTable[];
  /** Reads a heavy value; rejects with StoredValueError. */
  readonly tensorAt: (series: PlacedSeries, index: number) => Promise<Tensor>;
}

/** Below it lie all routes that are meant for programs and kept stable. */
export const DATA_PATH = '/api/v1/data';
export const OPEN_API_PATH = '/api/v1/openapi.json';

/** Exact paths and what answers them. */
export function dataRoutes({ version, tables, tensorAt }: DataParts): ReadonlyMap<string, Route> {
  const description: Route = ({ scriptRoot }) => ({ json: openApiOf(tables, version, scriptRoot) });
  return new Map<string, Route>([
    [OPEN_API_PATH, description],
    ...tables.map((table): [string, Route] => [`${DATA_PATH}/${table.name}`, routeOf(table, tensorAt)]),
  ]);
}

function routeOf(table: DataTable, tensorAt: DataParts['tensorAt']): Route {
  return ({ method, query, snapshot, header }) => {
    if (method !== 'GET' && method !== 'HEAD') {
      throw new HttpError(405, 'Data are read by GET.', { allow: 'GET, HEAD' });
    }
    const format = formatOfRequest(query.get('format'), header('accept'));
    const read = table.read({ snapshot, selection: selectionOf(query), tensorAt });
    return {
      chunks: format.encode(read),
      contentType: format.mediaType,
      fileName: `${table.name}.${format.extension}`,
    };
  };
}
