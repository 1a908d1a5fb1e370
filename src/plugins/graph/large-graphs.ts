// Graphs that would hold a page up: refused unless somebody asks for them, and sent in pieces.
import { setImmediate } from 'node:timers/promises';
import type { tensorboard } from '../../../proto/messages.ts';
import { HttpError } from '../../../server/plugin-host.ts';
import { protoText } from '../../format/proto-text.ts';

const MOST_BYTES = 100_000_000;
const NODES_AT_ONCE = 500;

/** What a program may do. */
const ASK =
  'Graphs over 100 MB are sent only where they are asked for: large=true in the request, or "Load graphs over 100 MB" under Options.';
const FOR_PROGRAMS = `${ASK} Without large constants (limit_attr_size=1024&large_attrs_key=_too_large_attrs) it may be smaller.`;

/** The same where large constants are left out already. */
export const WITHOUT_CONSTANTS = `It is that large without its large constants. ${ASK}`;

/** What a user of our page may do; large constants are left out there already. */
export const FOR_THE_PAGE =
  'It is that large without its large constants. Graphs over 100 MB are loaded only where they are asked for.';

/** Throws HttpError 413 for an encoded graph that is too large to be sent unasked: `large=true` asks for it. */
export function checkGraphSize(sizeBytes: number, query: URLSearchParams, advice = FOR_PROGRAMS): void {
  if (sizeBytes <= MOST_BYTES || query.get('large') === 'true') return;
  throw new HttpError(413, `This graph is ${Math.ceil(sizeBytes / 1e6)} MB. ${advice}`);
}

/** The same text as `protoText` makes of the whole, a few nodes at a time. */
export async function* graphText(graph: tensorboard.GraphDef.$Properties): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const { node = [], ...rest } = graph;
  for (let at = 0; at < (node?.length ?? 0); at += NODES_AT_ONCE) {
    yield encoder.encode(protoText('GraphDef', { node: node?.slice(at, at + NODES_AT_ONCE) }));
    // Others want the server too.
    await setImmediate();
  }
  yield encoder.encode(protoText('GraphDef', rest));
}
