import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tensorboard } from '../../../proto/messages.ts';
import type { HParamType, HParamValue } from './kind.ts';
import { hparamValues } from './summary.ts';
import { hparamRecordOf } from './values.ts';

// Maps of protobuf have plain objects' keys.
const name = fc.string().filter((text) => text !== '__proto__');
const value: fc.Arbitrary<HParamValue> = fc.oneof(fc.double(), fc.string(), fc.boolean());
const TYPES: Readonly<Record<string, HParamType>> = {
  number: 'DATA_TYPE_FLOAT64',
  string: 'DATA_TYPE_STRING',
  boolean: 'DATA_TYPE_BOOL',
};

const recordsOf = (...given: Parameters<typeof hparamValues>) =>
  hparamValues(...given).map(({ metadata }) =>
    hparamRecordOf(metadata?.pluginData?.content ?? new Uint8Array(1)),
  );

it('reads back what was written', () => {
  fc.assert(
    fc.property(
      fc.dictionary(name, value),
      fc.uniqueArray(name),
      fc.boolean(),
      (hparams, metrics, bounded) => {
        const domains = bounded
          ? Object.fromEntries(Object.entries(hparams).map(([key, one]) => [key, [one, one]]))
          : {};
        const [experiment, start, end] = recordsOf(hparams, metrics, domains);
        expect(start).toMatchObject({
          is: 'session-start',
          start: { hparams: new Map(Object.entries(hparams)) },
        });
        expect(end).toMatchObject({ is: 'session-end', end: { status: 'STATUS_SUCCESS' } });
        expect(experiment).toMatchObject({
          is: 'experiment',
          experiment: {
            hparamInfos: Object.entries(hparams).map(([key, one]) => ({
              name: key,
              type: TYPES[typeof one],
              ...(bounded && { domainDiscrete: [one, one] }),
            })),
            metricInfos: metrics.map((tag) => ({ name: { group: '', tag } })),
          },
        });
      },
    ),
  );
});

it('reads what only other writers declare', () => {
  const content = tensorboard.HParamsPluginData.encode({
    experiment: {
      name: 'e',
      user: 'u',
      timeCreatedSecs: 1.5,
      hparamInfos: [
        { name: 'lr', displayName: 'rate', description: 'd', domainInterval: { maxValue: 1 }, differs: true },
        { name: 'odd', domainDiscrete: { values: [{ nullValue: 0 }, { listValue: { values: [] } }] } },
      ],
      metricInfos: [{ name: { group: 'validation', tag: 'acc' }, displayName: 'A', datasetType: 2 }],
    },
  }).finish();
  expect(hparamRecordOf(content)).toMatchObject({
    experiment: {
      name: 'e',
      user: 'u',
      timeCreatedSecs: 1.5,
      hparamInfos: [
        {
          name: 'lr',
          displayName: 'rate',
          description: 'd',
          type: 'DATA_TYPE_UNSET',
          domainInterval: { minValue: 0, maxValue: 1 },
          differs: true,
        },
        { name: 'odd', domainDiscrete: [null, null] },
      ],
      metricInfos: [
        {
          name: { group: 'validation', tag: 'acc' },
          displayName: 'A',
          datasetType: 'DATASET_VALIDATION',
        },
      ],
    },
  });
});

it.each([
  ['nothing', new Uint8Array(0), 'neither an experiment nor a session'],
  ['a newer version', Uint8Array.of(8, 1), 'version 1'],
  ['half a message', Uint8Array.of(0x1a, 9, 1), 'index out of range'],
])('refuses %s', (_, content, message) => expect(() => hparamRecordOf(content)).toThrow(message));
