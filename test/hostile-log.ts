// A log whose every name, text and picture is code: what anybody may have put into a folder that a user opens.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SummaryValue } from '../src/format/event.ts';
import { encodeStrings, encodeTensor } from '../src/format/tensor.ts';
import { SummaryWriter } from '../src/index.ts';
import { eventFile } from './scripted-logdir.ts';

/** What is looked for on the page: it stands in every hostile name. */
export const HOSTILE_MARK = 'hostile-mark';
/** Closes what a name may stand in, and then runs; also the name of a run, and so of a folder. */
export const HOSTILE = `'"><img src=x onerror=pwned=1><svg onload=pwned=1>\${pwned=1}${HOSTILE_MARK}`;
/** Of a kind: in one run a tag is of one kind. */
export const hostileTag = (kind: string) => `${HOSTILE} ${kind}`;
/** The same where lines and slashes may be. */
const HOSTILE_TEXT = `${HOSTILE}</script></style></textarea><script>pwned=1</script>\n\n[l](javascript:pwned=1)`;
/** Pictures and documents that run code where a browser takes them for what they are. */
const HOSTILE_SVG = `<svg xmlns="http://www.w3.org/2000/svg" onload="pwned=1"><script>pwned=1</script></svg>`;
const HOSTILE_HTML = `<!doctype html><script>pwned=1;opener&&(opener.pwned=1)</script>`;

const encoder = new TextEncoder();

function blobs(pluginName: string, tag: string, ...items: readonly string[]): SummaryValue {
  return {
    tag,
    metadata: { displayName: HOSTILE, summaryDescription: HOSTILE_TEXT, pluginData: { pluginName } },
    tensor: encodeStrings(
      items.map((item) => encoder.encode(item)),
      [items.length],
    ),
  };
}

/** Writes the run HOSTILE, of every kind, with notes beside it as a page would have written them. */
export async function writeHostileLog(logdir: string): Promise<void> {
  const folder = join(logdir, HOSTILE);
  const labelled = { displayName: HOSTILE, description: HOSTILE_TEXT };
  const writer = new SummaryWriter(folder);
  for (const step of [0, 1, 2]) {
    writer.addScalar(HOSTILE, step, step, labelled);
    writer.addScalar('plain', step, step);
    writer.addHistogram(hostileTag('histogram'), [step, 1, 2], step);
  }
  writer.addText(hostileTag('text'), HOSTILE_TEXT, 0);
  writer.addImage(hostileTag('image'), [[[0, 1, 0.5]]], 0, { dataformats: 'HWC', ...labelled });
  writer.addAudio(hostileTag('audio'), [0, 1, 0], 0, { sampleRate: 8000, ...labelled });
  writer.addPrCurve(hostileTag('pr'), [1, 0], [0.9, 0.1], 0, { numThresholds: 3, ...labelled });
  writer.addConfusionMatrix(
    hostileTag('matrix'),
    [
      [3, 1],
      [0, 2],
    ],
    { labels: [HOSTILE, HOSTILE_TEXT], ...labelled },
    0,
  );
  writer.addCustomScalars({ [HOSTILE]: { [HOSTILE]: ['Multiline', ['plain', HOSTILE]] } });
  writer.addMesh(
    hostileTag('mesh'),
    [
      [
        [0, 0, 0],
        [1, 1, 1],
        [1, 0, 1],
      ],
    ],
    0,
    { config: { camera: { cls: HOSTILE }, material: { cls: HOSTILE } }, ...labelled },
  );
  writer.addGraph([
    { name: HOSTILE, op: HOSTILE },
    { name: 'b', op: 'Relu', inputs: [HOSTILE], device: HOSTILE },
  ]);
  writer.addHparams({ [HOSTILE]: HOSTILE_TEXT, lr: 1 }, { [`m/${HOSTILE}`]: 1 }, { runName: '.' });
  writer.addTensor(hostileTag('tensor'), [1, 2, 3], 0);
  writer.addEmbedding(
    [
      [0, 1, 2],
      [1, 0, 3],
      [2, 2, 2],
      [3, 1, 0],
    ],
    {
      tag: 'points',
      metadataHeader: [HOSTILE, 'b'],
      metadata: [1, 2, 3, 4].map((at) => [`${HOSTILE}${at}`, HOSTILE_HTML]),
    },
  );
  await writer.close();
  const metadata = { pluginData: { pluginName: HOSTILE } };
  writeFileSync(
    join(folder, 'events.out.tfevents.1790000000.host.1.9'),
    eventFile({
      step: 0,
      values: [
        blobs('images', 'svg', '2', '2', HOSTILE_SVG, HOSTILE_HTML),
        blobs('audio', 'html', HOSTILE_HTML, HOSTILE),
        { tag: 'of a strange plugin', metadata, tensor: encodeTensor(Float32Array.of(1), []) },
      ],
    }),
  );
  mkdirSync(join(logdir, '.runboard'));
  const note = {
    name: HOSTILE,
    note: HOSTILE_TEXT,
    tags: [HOSTILE],
    color: `red;background:url(x)${HOSTILE}`,
  };
  writeFileSync(
    join(logdir, '.runboard/runs.json'),
    JSON.stringify({ version: 1, runs: { [HOSTILE]: note } }),
  );
  writeFileSync(
    join(logdir, '.runboard/layout.json'),
    JSON.stringify({
      version: 1,
      charts: [{ kind: 'multiline', category: HOSTILE, title: `own ${HOSTILE}`, tags: [HOSTILE] }],
    }),
  );
}
