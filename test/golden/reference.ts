// The second, larger set of recordings: what TensorBoard 2.21 answered about the logs of seven libraries and about files
// made to be odd, with each of its loaders, with all points and with samples. How one is asked again and compared.
import { createHash } from 'node:crypto';
import type { Difference } from './comparison.ts';
import { parseExactly, sampledDifference, strictDifference, textDifference } from './strict-comparison.ts';

/** One request with all answers that TensorBoard gave, by loader and by the order in which it met the runs. */
export interface ReferenceExchange {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Of a server that samples nothing. */
  readonly all: readonly ReferenceAnswer[];
  /** Of one that samples as usual, where they are others. */
  readonly sampled?: readonly ReferenceAnswer[];
}

/** An error has its status alone: its wording is each server's own. */
export interface ReferenceAnswer {
  readonly status: number;
  readonly type: string;
  readonly json?: unknown;
  readonly text?: string;
  readonly sha256?: string;
  readonly length?: number;
  /** What the opaque names in it lead to, in the order of the document. */
  readonly blobs?: readonly Blob[];
  /** The points are a sample at random. */
  readonly sampled?: true;
}

interface Blob {
  readonly status: number;
  readonly content_type: string;
  readonly length: number;
  readonly sha256: string;
}

/** Where the opaque names of an answer lead. */
const CHAINS: Readonly<Record<string, { readonly key: string; readonly target: string }>> = {
  '/data/plugin/images/images': { key: 'query', target: '/data/plugin/images/individualImage?' },
  '/data/plugin/audio/audio': { key: 'query', target: '/data/plugin/audio/individualAudio?' },
  '/data/plugin/timeseries/timeSeries': {
    key: 'imageId',
    target: '/data/plugin/timeseries/imageData?imageId=',
  },
};

const pathOf = ({ path }: ReferenceExchange) => path.split('?')[0] ?? '';

/** Asks the server at `base`, which ends without `/`. */
export async function askAgain(base: string, exchange: ReferenceExchange): Promise<ReferenceAnswer> {
  const { method, path, headers = {}, body } = exchange;
  const response = await fetch(base + path, { method, headers, body: body ?? null, redirect: 'manual' });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
  if (response.status >= 400) return { status: response.status, type: '' };
  const head = { status: response.status, type };
  const text = new TextDecoder().decode(bytes);
  if (type === 'application/json') {
    const { json, names } = withoutNames(parseExactly(text), CHAINS[pathOf(exchange)]?.key);
    const { target = '' } = CHAINS[pathOf(exchange)] ?? {};
    const blobs: Blob[] = [];
    for (const name of names) blobs.push(await blobAt(base + target + name));
    return { ...head, json, ...(blobs.length > 0 && { blobs }) };
  }
  return { ...head, text, length: bytes.length, sha256: digestOf(bytes) };
}

async function blobAt(url: string): Promise<Blob> {
  const response = await fetch(url);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
  return { status: response.status, content_type: type, length: bytes.length, sha256: digestOf(bytes) };
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The same with every text at `key` replaced, and those texts in the order of the document. */
function withoutNames(json: unknown, key: string | undefined): { json: unknown; names: readonly string[] } {
  if (key === undefined) return { json, names: [] };
  const names: string[] = [];
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => {
        if (name !== key || typeof one !== 'string') return [name, walk(one)];
        names.push(one);
        return [name, '<opaque>'];
      }),
    );
  };
  return { json: walk(json), names };
}

/** Undefined where the answer is one of TensorBoard's, else how it differs from the first. */
export function differenceOf(
  exchange: ReferenceExchange,
  wanted: readonly ReferenceAnswer[],
  answer: ReferenceAnswer,
): Difference {
  const differences = wanted.map((one) => differenceFrom(exchange, one, answer));
  return differences.includes(undefined) ? undefined : differences[0];
}

function differenceFrom(
  exchange: ReferenceExchange,
  wanted: ReferenceAnswer,
  answer: ReferenceAnswer,
): Difference {
  // Where TensorBoard itself failed any answer is as good.
  if (wanted.status >= 500) return undefined;
  const heads = strictDifference([wanted.status, wanted.type], [answer.status, answer.type], 'head');
  if (heads !== undefined || wanted.status >= 400) return heads;
  if (wanted.text !== undefined) {
    const [text = '', given = ''] = [wanted.text, answer.text].map((one) =>
      wanted.sampled ? one?.replaceAll(/[^\n]+/g, 'row') : one,
    );
    return textDifference(text, given);
  }
  if (wanted.sha256 !== undefined)
    return strictDifference([wanted.length, wanted.sha256], [answer.length, answer.sha256], 'bytes');
  const [expected, given] = [wanted.json, answer.json].map((json) => tidied(pathOf(exchange), json));
  const compare = wanted.sampled ? sampledDifference : strictDifference;
  const [blobs, givenBlobs] = [wanted.blobs ?? [], answer.blobs ?? []].map((list) =>
    wanted.sampled ? list.slice(-1) : list,
  );
  return compare(expected, given) ?? strictDifference(blobs, givenBlobs, 'blobs');
}

type Dict = Record<string, unknown>;

/** Keys that name this or that machine. */
const MACHINE = [
  'version',
  'data_location',
  'debug',
  'experiment_name',
  'creation_time',
  'experiment_description',
];

/** Without what differs from machine to machine, and what TensorBoard leaves to chance put in an order. */
function tidied(path: string, json: unknown): unknown {
  switch (path) {
    case '/data/logdir':
      return without(json as Dict, ['logdir']);
    case '/data/environment':
      return without(json as Dict, MACHINE);
    case '/data/plugins_listing':
      return mapped(json as Dict, (entry) => without(entry as Dict, ['loading_mechanism']));
    case '/data/plugin/text/tags':
      return mapped(json as Dict, (tags) => (tags as string[]).toSorted());
    case '/data/plugin/timeseries/tags':
      return mapped(json as Dict, (kind) => {
        const { runTagInfo, ...rest } = kind as Dict;
        if (runTagInfo === undefined) return rest;
        return { ...rest, runTagInfo: mapped(runTagInfo as Dict, (tags) => (tags as string[]).toSorted()) };
      });
    case '/data/plugin/mesh/meshes': {
      const place = ({ step, content_type }: Dict) => `${String(step).padStart(20)} ${content_type}`;
      return (json as Dict[]).toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
    }
    case '/data/plugin/projector/info':
      return JSON.parse(JSON.stringify(json), (key, value: unknown) => {
        if (key === 'modelCheckpointPath') return undefined;
        // May be absolute, on another machine.
        return /Path$/.test(key) ? String(value).split('/').slice(-2).join('/') : value;
      });
    default:
      return json;
  }
}

function without(dict: Dict, keys: readonly string[]): Dict {
  return Object.fromEntries(Object.entries(dict).filter(([key]) => !keys.includes(key)));
}

function mapped(dict: Dict, map: (value: unknown) => unknown): Dict {
  return Object.fromEntries(Object.entries(dict).map(([key, value]) => [key, map(value)]));
}
