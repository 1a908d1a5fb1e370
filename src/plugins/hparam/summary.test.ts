import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { eventsIn } from '../../../test/event-files.ts';
import { decodeEvent, encodeEvent } from '../../format/event.ts';
import { type HParamDomains, type HParamInput, hparamValues } from './summary.ts';
import { hparamRecordOf } from './values.ts';

const TORCH = fileURLToPath(new URL('../../../test/fixtures/logs/torch_api/hp', import.meta.url));

// The calls of the program that wrote the fixture; see its run names.
describe.each([0, 1, 2, 3])('the records of PyTorch’s session t%i', (i) => {
  const torch = eventsIn(join(TORCH, `t${i}`)).flatMap(({ values = [] }) => values);
  // torch writes its booleans as numbers.
  const hparams = {
    lr: 10 ** -((i % 3) + 1),
    bs: 2 ** (4 + (i % 2)),
    opt: ['adam', 'sgd'][i % 2] ?? '',
    aug: i % 2,
  };
  const ours = hparamValues(
    hparams,
    ['hparam/acc', 'hparam/loss'],
    i === 0 ? { opt: ['adam', 'sgd'] } : undefined,
  );
  const [event] = [decodeEvent(encodeEvent({ wallTimeSeconds: 0, step: 0, values: ours }))];

  it.each([0, 1, 2])('number %i equals ours', (record) => {
    const [theirs, written] = [torch[record], event.values?.[record]];
    const contents = [theirs, written].map((one) => one?.metadata?.pluginData?.content ?? new Uint8Array(0));
    const [expected, got] = contents.map(hparamRecordOf);
    expect(got).toEqual(expected);
    // Field by field, only the order within the map is left to chance.
    const withoutContent = (one: typeof theirs) =>
      JSON.stringify({
        ...one,
        metadata: { ...one?.metadata, pluginData: one?.metadata?.pluginData?.pluginName },
      });
    expect(withoutContent(written)).toBe(withoutContent(theirs));
    expect(contents[1]?.length).toBe(contents[0]?.length);
  });
});

it('takes the number of a tensor, and leaves out what is not set', () => {
  const given = { a: { shape: [1], data: [2.5] }, b: undefined, c: null, d: Float32Array.of(0.5), e: true };
  const [, start] = hparamValues(given, []);
  expect(hparamRecordOf(start.metadata?.pluginData?.content ?? new Uint8Array(0))).toMatchObject({
    start: {
      hparams: new Map<string, unknown>([
        ['a', 2.5],
        ['d', 0.5],
        ['e', true],
      ]),
    },
  });
});

it.each<[string, Record<string, HParamInput>, HParamDomains, string]>([
  ['no record', [] as never, {}, 'expected hyperparameters by name, got an array of 0'],
  [
    'a function',
    { f: (() => 1) as never },
    {},
    'expected the hyperparameter "f" to be a number, a string or',
  ],
  ['several numbers', { f: [1, 2] }, {}, 'or an array of one number, got an array of 2'],
  [
    'a domain of nothing',
    { lr: 1 },
    { other: [1] },
    'expected a domain of a hyperparameter, got one of "other"',
  ],
  [
    'a domain of another type',
    { lr: 1 },
    { lr: ['1'] },
    'expected the domain of "lr" to be a list of numbers',
  ],
  [
    'a domain that is no list',
    { lr: 1 },
    { lr: 1 as never },
    'expected the domain of "lr" to be a list of numbers',
  ],
  ['domains that are a list', { lr: 1 }, [1] as never, 'expected domains to be lists by name'],
])('refuses %s', (_, hparams, domains, message) =>
  expect(() => hparamValues(hparams, [], domains)).toThrow(message),
);
