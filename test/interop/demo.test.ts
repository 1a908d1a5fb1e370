// What the demo writes, as Python's TensorBoard reads it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { trainPerceptron } from '../../examples/mlp-mnist/training.ts';
import { SummaryWriter } from '../../src/index.ts';
import { pythonPath } from '../machine.ts';

const python = pythonPath();
const folder = mkdtempSync(join(tmpdir(), 'runboard-demo-'));
afterAll(() => rmSync(folder, { recursive: true }));

const READ = `
import json, sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.util import tensor_util
def read(run):
    events = EventAccumulator(run, size_guidance={'scalars': 0, 'tensors': 0, 'images': 0, 'histograms': 0}); events.Reload()
    tags = events.Tags()
    shown = {tag: [[e.step, e.value] for e in events.Scalars(tag)] for tag in tags['scalars']}
    shown.update({tag: [[e.step, e.width, e.height] for e in events.Images(tag)] for tag in tags['images']})
    shown.update({tag: [[e.step, e.histogram_value.num] for e in events.Histograms(tag)] for tag in tags['histograms']})
    for tag in tags['tensors']:
        kind = events.summary_metadata[tag].plugin_data.plugin_name
        rows = [[e.step, tensor_util.make_ndarray(e.tensor_proto)] for e in events.Tensors(tag)]
        if kind == 'scalars': shown[tag] = [[step, float(t)] for step, t in rows]
        if kind == 'images': shown[tag] = [[step, int(t[0]), int(t[1])] for step, t in rows]
        if kind == 'histograms': shown[tag] = [[step, float(t[:, 2].sum())] for step, t in rows]
    kinds = {}
    for tag in tags['tensors']: kinds.setdefault(events.summary_metadata[tag].plugin_data.plugin_name, []).append(tag)
    shown['kinds'] = dict(kinds, audio=tags['audio'], graph=[str(tags['graph'])])
    return shown
print(json.dumps({run: read(sys.argv[1] + run) for run in ['', '/loss_train', '/loss_validate', '/error_train', '/error_validate']}))
`;

describe.skipIf(python === undefined)('the demo', () => {
  it('writes curves, histograms and pictures that TensorBoard reads', async () => {
    const writer = new SummaryWriter(folder);
    const settings = { hiddenUnits: 16, learningRate: 0.3, batchSize: 50, epochs: 2, trainingDigits: 9500 };
    const score = await trainPerceptron(writer, settings);
    await writer.close();
    expect(score.error).toBeLessThan(0.15);

    const { stdout, stderr, status } = spawnSync(python ?? '', ['-c', READ, folder], { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    const runs: Record<string, Record<string, number[][]>> = JSON.parse(stdout);
    const own = runs[''] ?? {};
    expect(own['digits']).toEqual([[0, 302, 62]]);
    expect(own['weights/first_layer']).toEqual([0, 1, 2].map((epoch) => [epoch, 233, 59]));
    expect(own['batch/loss']?.map(([step]) => step)).toEqual(Array.from({ length: 380 }, (_, step) => step));
    expect(own['layer1/weights']).toEqual([0, 1, 2].map((epoch) => [epoch, 784 * 16]));
    expect(own['layer2/bias']).toEqual([1, 2].map((epoch) => [epoch, 10]));
    for (const key of ['loss_train', 'loss_validate', 'error_train', 'error_validate']) {
      const points = runs[`/${key}`]?.[key.split('_')[0] ?? ''] ?? [];
      expect(points.map(([step]) => step)).toEqual([1, 2]);
      expect(points[1]?.[1]).toBeLessThan(points[0]?.[1] ?? 0);
    }
    expect(runs['/error_validate']?.['error']?.[1]?.[1]).toBeCloseTo(score.error, 6);

    expect(own['kinds']).toMatchObject({
      text: ['settings/text_summary', 'report/text_summary'],
      pr_curves: Array.from({ length: 10 }, (_, digit) => `digit/${digit}`),
      custom_scalars: ['custom_scalars__config__'],
      mesh: expect.arrayContaining([expect.stringContaining('weights/first_unit')]),
      confusion_matrix: ['validation/confusion_matrix'],
      audio: ['loss as a tone'],
      graph: ['True'],
    });
    // Beside the matrix its picture, which TensorBoard shows.
    expect(own['validation']?.map(([step]) => step)).toEqual([1, 2]);
    expect(own['hparam/error']?.[0]?.[1]).toBeCloseTo(score.error, 6);

    const config = readFileSync(join(folder, 'projector_config.pbtxt'), 'utf8');
    expect(config.match(/tensor_name: .*/g)).toEqual([
      'tensor_name: "hidden layer:00000"',
      'tensor_name: "hidden layer:00002"',
    ]);
    const labels = readFileSync(join(folder, '00002/hidden layer/metadata.tsv'), 'utf8')
      .trimEnd()
      .split('\n');
    expect(labels[0]).toBe('digit\tread as');
    const right = labels.slice(1).filter((line) => /^(\d)\t\1$/.test(line)).length;
    expect(right / 400).toBeGreaterThan(0.85);
    expect(readFileSync(join(folder, '00002/hidden layer/sprite.png')).readUInt32BE(16)).toBe(20 * 28);
  });
});
