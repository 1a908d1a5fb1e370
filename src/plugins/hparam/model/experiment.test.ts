import { describe, expect, it } from 'vitest';
import { sweepOf } from '../../../../test/sweep-of.ts';
import type { HParamInfo, MetricInfo } from '../kind.ts';
import { experimentOf, joinedExperiment } from './experiment.ts';

const info = (given: Partial<HParamInfo>): HParamInfo => ({
  name: '',
  displayName: '',
  description: '',
  type: 'DATA_TYPE_FLOAT64',
  differs: false,
  ...given,
});
const metric = (group: string, tag: string): MetricInfo => ({
  name: { group, tag },
  displayName: '',
  description: '',
  datasetType: 'DATASET_UNKNOWN',
});

describe('without a declaration', () => {
  it('takes type and domain from the values; what differs comes first', () => {
    const sweep = sweepOf([
      { run: 'a', hparams: { lr: 0.3, opt: 'sgd', amp: true, mixed: 1, same: 5 } },
      { run: 'b', hparams: { lr: 0.1, opt: 'adam', amp: true, mixed: true, same: 5 } },
    ]);
    expect(experimentOf(sweep, true).hparamInfos).toEqual([
      info({ name: 'lr', domainInterval: { minValue: 0.1, maxValue: 0.3 }, differs: true }),
      info({ name: 'mixed', type: 'DATA_TYPE_STRING', domainDiscrete: ['1.0', 'true'], differs: true }),
      info({ name: 'opt', type: 'DATA_TYPE_STRING', domainDiscrete: ['adam', 'sgd'], differs: true }),
      info({ name: 'amp', type: 'DATA_TYPE_BOOL', domainDiscrete: [true] }),
      info({ name: 'same', domainInterval: { minValue: 5, maxValue: 5 } }),
    ]);
  });

  it('bounds an interval by what is a number', () => {
    const sweep = sweepOf([
      { run: 'a', hparams: { lr: Number.NaN } },
      { run: 'b', hparams: { lr: 2 } },
    ]);
    expect(experimentOf(sweep, true).hparamInfos).toMatchObject([
      { domainInterval: { minValue: 2, maxValue: 2 } },
    ]);
  });

  it('finds metrics in sessions and in runs below them, by tag and group', () => {
    const sweep = sweepOf(
      [
        { run: 's1', hparams: { lr: 1 } },
        { run: 's1/inner', hparams: { lr: 1 } },
      ],
      {
        s1: { loss: 1, acc: 1 },
        's1/validation': { loss: 1 },
        's1/inner/eval': { loss: 1 },
        s10: { other: 1 },
        elsewhere: { other: 1 },
      },
    );
    expect(experimentOf(sweep, true).metricInfos.map(({ name }) => name)).toEqual([
      { group: '', tag: 'acc' },
      { group: '', tag: 'loss' },
      { group: 'eval', tag: 'loss' },
      { group: 'validation', tag: 'loss' },
    ]);
  });

  it('finds the metrics of a session in the logdir itself', () => {
    const sweep = sweepOf([{ run: '.', hparams: { lr: 1 } }], { '.': { loss: 1 } });
    expect(experimentOf(sweep, true).metricInfos).toEqual([metric('', 'loss')]);
  });

  it('has no metrics without hyperparameters', () => {
    expect(experimentOf(sweepOf([{ run: 'a' }], { a: { loss: 1 } }), true).metricInfos).toEqual([]);
  });
});

describe('with declarations', () => {
  const sweep = sweepOf(
    [
      { run: 'a', hparams: { lr: 1, extra: 'x' } },
      { run: 'b', hparams: { lr: 2 } },
    ],
    { a: { acc: 1, loss: 1 } },
    [
      {
        name: 'first',
        hparamInfos: [info({ name: 'z' }), info({ name: 'lr' })],
        metricInfos: [metric('', 'acc')],
      },
      {
        name: 'second',
        hparamInfos: [info({ name: 'lr', displayName: 'rate', domainDiscrete: [1, 2] })],
        metricInfos: [metric('', 'acc'), metric('', 'f1')],
      },
    ],
  );

  it('answers the first alone, sorted', () => {
    const { name, hparamInfos, metricInfos } = experimentOf(sweep, true);
    expect(name).toBe('first');
    expect(hparamInfos.map((one) => one.name)).toEqual(['lr', 'z']);
    expect(metricInfos).toEqual([metric('', 'acc')]);
  });

  it('leaves out what is not wanted', () => {
    const { hparamInfos, metricInfos } = experimentOf(sweep, false, 1);
    expect(hparamInfos.map((one) => one.name)).toEqual(['lr']);
    expect(metricInfos).toEqual([]);
  });

  it('joins all for our page, with what sessions have besides', () => {
    const { name, hparamInfos, metricInfos } = joinedExperiment(sweep);
    expect(name).toBe('first');
    expect(hparamInfos).toMatchObject([
      { name: 'lr', displayName: 'rate', domainDiscrete: [1, 2], differs: true },
      { name: 'extra', type: 'DATA_TYPE_STRING', differs: false },
      { name: 'z', differs: false },
    ]);
    expect(metricInfos.map((one) => one.name.tag)).toEqual(['acc', 'f1']);
  });
});
