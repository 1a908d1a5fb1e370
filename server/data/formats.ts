// The formats that tables are written in, and which one a request asks for.
import { HttpError } from '../api/http-error.ts';
import { arrowOf } from './arrow.ts';
import { parquetOf } from './parquet.ts';
import type { TableRead } from './table.ts';
import { csvOf, jsonOf } from './text-formats.ts';

export interface DataFormat {
  /** As `format` and `--format` name it. */
  readonly name: string;
  readonly mediaType: string;
  /** Of files. */
  readonly extension: string;
  /** What it is, in a few words. */
  readonly description: string;
  /** The bytes, piece by piece; a piece is made when it is asked for. */
  readonly encode: (read: TableRead) => AsyncIterable<Uint8Array>;
}

const JSON_FORMAT: DataFormat = {
  name: 'json',
  mediaType: 'application/json',
  extension: 'json',
  description: 'A list with an object for each row.',
  encode: jsonOf,
};

/** The first one is what a request gets that names none. */
export const DATA_FORMATS: readonly DataFormat[] = [
  JSON_FORMAT,
  {
    name: 'csv',
    mediaType: 'text/csv',
    extension: 'csv',
    description: 'RFC 4180, with a line of names.',
    encode: csvOf,
  },
  {
    name: 'parquet',
    mediaType: 'application/vnd.apache.parquet',
    extension: 'parquet',
    description: 'Apache Parquet, Snappy-compressed.',
    encode: parquetOf,
  },
  {
    name: 'arrow',
    mediaType: 'application/vnd.apache.arrow.file',
    extension: 'arrow',
    description: 'Apache Arrow IPC, the file format (Feather 2).',
    encode: (read) => arrowOf(read, 'file'),
  },
  {
    name: 'arrow-stream',
    mediaType: 'application/vnd.apache.arrow.stream',
    extension: 'arrows',
    description: 'Apache Arrow IPC, the stream format.',
    encode: (read) => arrowOf(read, 'stream'),
  },
];

/** The format of a name, undefined for none. */
export function formatOfName(name: string): DataFormat | undefined {
  return DATA_FORMATS.find((format) => format.name === name);
}

/** What `format` or else the header `Accept` asks for. Throws HttpError 400 or 406. */
export function formatOfRequest(name: string | null, accept: string | undefined): DataFormat {
  const names = DATA_FORMATS.map((format) => format.name).join(', ');
  if (name !== null) {
    const format = formatOfName(name);
    if (format) return format;
    throw new HttpError(400, `Invalid argument: format=${name} is none of ${names}`);
  }
  for (const { range } of rangesOf(accept || '*/*')) {
    const format = DATA_FORMATS.find(
      ({ mediaType }) => range === '*/*' || range === mediaType || range === `${mediaType.split('/')[0]}/*`,
    );
    if (format) return format;
  }
  throw new HttpError(
    406,
    `Not acceptable: there are ${DATA_FORMATS.map((one) => one.mediaType).join(', ')}`,
  );
}

/** Media ranges that are wanted at all, the most wanted first. RFC 9110, section 12.5.1. */
function rangesOf(accept: string): { readonly range: string; readonly quality: number }[] {
  return accept
    .split(',')
    .map((part) => {
      const [range = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
      const quality = parameters.find((text) => text.startsWith('q='));
      return { range, quality: quality === undefined ? 1 : Number(quality.slice(2)) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
}
