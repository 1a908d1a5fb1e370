// The records that PyTorch wrote beside those that SummaryWriter makes of the same inputs, field by field. What differs
// on purpose stands in writer-differences.md; the program was tools/make-logs/torch_logs.py of the recordings.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Event, SummaryValue } from '../../src/format/event.ts';
import { tensorOf } from '../../src/format/legacy.ts';
import type { ArrayInput, ShapedArray } from '../../src/format/shaped-array.ts';
import { SummaryWriter } from '../../src/index.ts';
import { eventsIn } from '../event-files.ts';
import { pythonPath } from '../machine.ts';

interface Input {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly data: readonly number[];
}
type Record = { readonly step: Event['step']; readonly value: SummaryValue };

const TORCH = 'test/fixtures/logs/torch_api';
const python = pythonPath();
const folder = mkdtempSync(join(tmpdir(), 'runboard-torch-'));
afterAll(() => rmSync(folder, { recursive: true }));

const recordsOf = (logDir: string): Map<string, Record[]> => {
  const byTag = new Map<string, Record[]>();
  for (const { step, values = [] } of eventsIn(logDir)) {
    for (const value of values)
      byTag.set(value.tag ?? '', [...(byTag.get(value.tag ?? '') ?? []), { step, value }]);
  }
  return byTag;
};

/** A PNG's pixels as they are behind its filters; both writers' files are of eight bits and not interlaced. */
function pixelsOfPng(png: Uint8Array): { width: number; height: number; bytes: Uint8Array } {
  const file = Buffer.from(png);
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const channels = { 0: 1, 2: 3, 6: 4 }[file[25] ?? 0] ?? 0;
  const parts: Buffer[] = [];
  for (let at = 8; at < file.length; at += file.readUInt32BE(at) + 12) {
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') {
      parts.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
    }
  }
  const rows = inflateSync(Buffer.concat(parts));
  const length = width * channels;
  const bytes = new Uint8Array(length * height);
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (length + 1)];
    for (let x = 0; x < length; x++) {
      const at = (offset: number, row: number) =>
        x >= offset && y >= row ? (bytes[(y - row) * length + x - offset] ?? 0) : 0;
      const [left, up, corner] = [at(channels, 0), at(0, 1), at(channels, 1)];
      const paeth = [left, up, corner].reduce((a, b) =>
        Math.abs(left + up - corner - b) < Math.abs(left + up - corner - a) ? b : a,
      );
      const guess = [0, left, up, (left + up) >> 1, paeth][filter ?? 0] ?? 0;
      bytes[y * length + x] = (rows[y * (length + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return { width, height, bytes };
}

/** Without what is encoded in many ways: compressed pictures as pixels, tensors as their numbers. */
function tidy({ step, value }: Record): unknown {
  const { image, tensor, metadata, ...rest } = value;
  const plugin = metadata?.pluginData;
  return {
    step,
    ...JSON.parse(JSON.stringify(rest)),
    ...(plugin ? { plugin: plugin.pluginName, content: [...(plugin.content ?? [])] } : {}),
    ...(tensor ? { dtype: tensor.dtype, tensor: tensorOf(value) } : {}),
    ...(image
      ? {
          image: [image.width, image.height, image.colorspace],
          pixels: pixelsOfPng(image.encodedImageString ?? new Uint8Array(0)),
        }
      : {}),
  };
}

describe.skipIf(python === undefined)('of the same inputs, PyTorch’s record and ours are equal for', () => {
  const torch = recordsOf(TORCH);
  let ours: Map<string, Record[]>;
  let input: (name: string) => ShapedArray;

  beforeAll(async () => {
    const { stdout, stderr, status } = spawnSync(python ?? '', ['test/interop/torch-inputs.py'], {
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    expect(status, stderr).toBe(0);
    const inputs = JSON.parse(stdout) as { readonly [name: string]: Input };
    input = (name) => {
      const { shape, dtype, data } = inputs[name] ?? { shape: [], dtype: 'missing', data: [] };
      const array = { float32: Float32Array, uint8: Uint8Array }[dtype] ?? Float64Array;
      return { shape, data: array.from(data) };
    };
    ours = await written();
  });

  async function written(): Promise<Map<string, Record[]>> {
    const writer = new SummaryWriter(folder);
    const range = (length: number) => Array.from({ length }, (_, i) => i);
    for (const s of range(30)) writer.addScalar('s/plain', input(`s/plain ${s}`), s);
    for (const s of range(20)) {
      writer.addScalar('s/new_style', input(`s/new_style ${s}`), s, { newStyle: true });
      writer.addScalar('s/double', input(`s/double ${s}`), s, { newStyle: true, doublePrecision: true });
    }
    writer.addScalar('s/no_step', 0.5);
    for (const bins of ['tensorflow', 'auto', 'fd', 'doane'] as const) {
      writer.addHistogram(`h/${bins}`, input(`h/${bins}`), 1, { bins });
    }
    writer.addHistogram('h/const', new Float64Array(50).fill(2.5), 0);
    writer.addHistogram('h/neg', input('h/neg'), 0);
    const raw = { min: 0, max: 9, num: 30, sum: 135, sumSquares: 855 };
    const buckets = { bucketLimits: [3, 6, 9], bucketCounts: [10, 12, 8] };
    writer.addHistogramRaw('h/raw', { ...raw, ...buckets }, 2);
    for (const s of range(4)) writer.addHistogram('h/steps', input(`h/steps ${s}`), s);
    for (const s of range(4)) writer.addImage('i/chw_float', input(`i/chw_float ${s}`), s);
    writer.addImage('i/hwc_uint8', input('i/hwc_uint8'), 1, { dataformats: 'HWC' });
    writer.addImage('i/hw', input('i/hw'), 1, { dataformats: 'HW' });
    writer.addImage('i/rgba', input('i/rgba'), 1);
    writer.addImages('i/batch', input('i/batch'), 1);
    writer.addImages('i/batch_nhwc', input('i/batch_nhwc'), 1, { dataformats: 'NHWC' });
    const boxes = [
      [3, 4, 20, 25],
      [10, 10, 35, 30],
    ];
    writer.addImageWithBoxes('i/boxes', input('i/boxes'), boxes, 1, { labels: ['cat', 'dog'] });
    writer.addAudio('audio', input('audio'), 1, { sampleRate: 8000 });
    for (const s of range(3)) writer.addText('t/steps', `step **${s}**`, s);
    const xss = '<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1))';
    writer.addText('t/xss', xss, 1);
    writer.addPrCurve('pr', input('pr labels'), input('pr 1'), 1);
    writer.addPrCurve('pr', input('pr labels'), input('pr 2'), 2);
    const counts = [
      [75, 64, 21, 5, 0],
      [150, 105, 18, 0, 0],
      [0, 45, 132, 150, 150],
      [0, 11, 54, 70, 75],
    ] as const;
    const precision = [0.33, 0.38, 0.54, 1, 0];
    const recall: ArrayInput = [1, 0.85, 0.28, 0.07, 0];
    writer.addPrCurveRaw('pr_raw', ...counts, precision, recall, 0, { numThresholds: 5 });
    writer.addCustomScalars({
      Taiwan: { twse: ['Multiline', ['s/plain', 's/new_style']] },
      USA: { dow: ['Margin', ['s/plain', 's/double', 's/new_style']] },
    });
    writer.addTensor('raw_tensor', input('raw_tensor'), 1);
    writer.addScalar('s/walltime', 1.5, 3, { wallTime: 1234567890.25 });
    writer.addScalars('group', { a: 1, b: 2, 'c c': 3 }, 1);
    writer.addScalars('nested/group', { x: 1 }, 2);
    await writer.close();
    const charts = new SummaryWriter(join(folder, 'charts'));
    charts.addCustomScalarsMultilinechart(['x/a', 'x/b'], 'cat', 'multi');
    await charts.close();
    const margin = new SummaryWriter(join(folder, 'margin'));
    margin.addCustomScalarsMarginchart(['v', 'v_lo', 'v_hi']);
    await margin.close();
    return recordsOf(folder);
  }

  it.each([
    's/plain',
    's/new_style',
    's/double',
    's/no_step',
    'h/const',
    'h/raw',
    'i/chw_float',
    'i/hwc_uint8',
    'i/hw',
    'i/rgba',
    'i/batch',
    'i/batch_nhwc',
    't/steps/text_summary',
    't/xss/text_summary',
    'pr',
    'pr_raw',
    'custom_scalars__config__',
    'raw_tensor',
    'audio',
  ])('%s', (tag) => {
    expect(torch.get(tag)?.length).toBeGreaterThan(0);
    expect(ours.get(tag)?.map(tidy)).toEqual(torch.get(tag)?.map(tidy));
  });

  it.each(['h/tensorflow', 'h/auto', 'h/fd', 'h/doane', 'h/neg', 'h/steps'])(
    '%s, but for rounding of sums',
    (tag) => {
      const wanted = torch.get(tag) ?? [];
      expect(wanted.length).toBeGreaterThan(0);
      wanted.forEach(({ step, value }, i) => {
        const one = ours.get(tag)?.[i];
        expect(one?.step).toBe(step);
        const [mine, theirs] = [one?.value.histo, value.histo];
        for (const name of ['min', 'max', 'num', 'sum', 'sumSquares'] as const) {
          expect(mine?.[name]).toBeCloseTo(theirs?.[name] ?? Number.NaN, 9);
        }
        expect(mine?.bucket).toEqual(theirs?.bucket);
        theirs?.bucketLimit?.forEach((limit, bucket) => {
          expect(mine?.bucketLimit?.[bucket]).toBeCloseTo(limit, 12);
        });
      });
    },
  );

  it('s/walltime, with its wall time', () => {
    const wallTimes = (logDir: string) =>
      eventsIn(logDir)
        .filter(({ values }) => values?.[0]?.tag === 's/walltime')
        .map(({ wallTimeSeconds, step, values }) => [wallTimeSeconds, step, values?.[0]?.simpleValue]);
    expect(wallTimes(TORCH)).toEqual([[1234567890.25, 3, 1.5]]);
    expect(wallTimes(folder)).toEqual(wallTimes(TORCH));
  });

  it.each([...['group_a', 'group_b', 'group_c c', 'nested_group_x'], ...['charts', 'margin']])(
    'the run %s, of addScalars or a chart of custom scalars',
    (run) => {
      const made = run === 'charts' || run === 'margin' ? ['custom_scalars__config__'] : undefined;
      const records = (logDir: string) =>
        [...recordsOf(join(logDir, run))]
          .filter(([tag]) => made?.includes(tag) ?? true)
          .map(([tag, list]) => [tag, list.map(tidy)]);
      expect(records(TORCH).length).toBeGreaterThan(0);
      expect(records(folder)).toEqual(records(TORCH));
    },
  );

  it('i/boxes, down to where the labels begin', () => {
    const above = (records: Map<string, Record[]>) => {
      const png = records.get('i/boxes')?.[0]?.value.image?.encodedImageString ?? new Uint8Array();
      const { width, height, bytes } = pixelsOfPng(png);
      return { width, height, top: bytes.subarray(0, 14 * width * 3) };
    };
    expect(above(ours)).toEqual(above(torch));
  });
});
