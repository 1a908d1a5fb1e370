// Every tab beside TensorBoard's on the same log: what the two pages draw agrees.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { chromiumPath, launchChromium, pythonPath } from '../machine.ts';
import { AUDIO_COMPARISONS } from './beside/audio.ts';
import { CUSTOM_SCALAR_COMPARISONS } from './beside/custom-scalar.ts';
import { HISTOGRAM_COMPARISONS } from './beside/histogram.ts';
import { HPARAM_COMPARISONS } from './beside/hparam.ts';
import { IMAGE_COMPARISONS } from './beside/image.ts';
import { MESH_COMPARISONS } from './beside/mesh.ts';
import { PR_CURVE_COMPARISONS } from './beside/pr-curve.ts';
import { PROJECTOR_COMPARISONS } from './beside/projector.ts';
import { TEXT_COMPARISONS } from './beside/text.ts';
import { type Comparison, compare, type Servers, startBoth } from './beside.ts';

const python = pythonPath();
const CAN_RUN = chromiumPath() !== undefined && python !== undefined;

/** A line a kind. */
const COMPARISONS: readonly Comparison[] = [
  ...IMAGE_COMPARISONS,
  ...AUDIO_COMPARISONS,
  ...HISTOGRAM_COMPARISONS,
  ...HPARAM_COMPARISONS,
  ...CUSTOM_SCALAR_COMPARISONS,
  ...MESH_COMPARISONS,
  ...PR_CURVE_COMPARISONS,
  ...PROJECTOR_COMPARISONS,
  ...TEXT_COMPARISONS,
];

describe.skipIf(!CAN_RUN)('beside TensorBoard', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium({ webgl: true });
  });
  afterAll(() => browser?.close());

  describe.each([...new Set(COMPARISONS.map(({ log }) => log))])('on %s', (log) => {
    let servers: Servers;
    beforeAll(async () => {
      servers = await startBoth(python ?? '', log);
    });
    afterAll(() => servers?.stop());

    it.each(COMPARISONS.filter((comparison) => comparison.log === log))('$title', (comparison) =>
      compare(browser, servers, comparison),
    );
  });
});
