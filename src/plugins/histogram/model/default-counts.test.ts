import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tensorflowEdges } from './bin-edges.ts';
import { defaultCountsOf } from './default-counts.ts';

const edges = tensorflowEdges();
const LAST_BIN = edges.length - 2;

/** The definition, edge by edge. */
function binByDefinition(value: number): number | undefined {
  if (!(value >= (edges[0] ?? 0) && value <= (edges[LAST_BIN + 1] ?? 0))) return undefined;
  return Math.min(
    LAST_BIN,
    edges.findLastIndex((edge) => edge <= value),
  );
}

function countedBin(value: number): number | undefined {
  const bin = defaultCountsOf([value]).indexOf(1);
  return bin === -1 ? undefined : bin;
}

it('counts any number in the bin whose edges are around it', () => {
  fc.assert(
    fc.property(fc.oneof(fc.double(), fc.float(), fc.double({ min: -10, max: 10 })), (value) => {
      expect(countedBin(value)).toBe(binByDefinition(value));
    }),
  );
});

it('counts every edge, and what lies just beside it, in its bin', () => {
  const values = [...edges].flatMap((edge) => [
    edge,
    edge * (1 - Number.EPSILON),
    edge * (1 + Number.EPSILON),
  ]);
  expect(values.map(countedBin)).toEqual(values.map(binByDefinition));
});

it.each([
  0,
  -0,
  5e-324,
  -5e-324,
  1e20,
  -1e20,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
])('counts %s or leaves it out', (value) => expect(countedBin(value)).toBe(binByDefinition(value)));

it('counts all values', () => {
  const values = Float32Array.from({ length: 1000 }, (_, i) => Math.sin(i) ** 9);
  expect(defaultCountsOf(values).reduce((sum, count) => sum + count, 0)).toBe(1000);
});
