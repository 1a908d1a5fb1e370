// `train.js LOG_FOLDER`: runs all trials of the grid, each into a run of its own, and says which was best. Started by
// start.ts, in a process of its own so that the server beside it stays quick; runs alone as well.
import { join } from 'node:path';
import { SummaryWriter } from '../../src/index.ts';
import { runNameOf, TRIALS } from './grid.ts';
import { runTrial } from './training.ts';

const [logFolder] = process.argv.slice(2);
if (logFolder === undefined) throw new Error('usage: train.js LOG_FOLDER');

// The channel to the parent closes when the parent ends, however it ends.
process.on('disconnect', () => process.exit());

const EFFORT = { trainingDigits: 2000, validationDigits: 1000, epochs: 6 };
let best = { name: '', accuracy: 0 };
for (const trial of TRIALS) {
  const name = runNameOf(trial);
  const writer = new SummaryWriter(join(logFolder, name));
  const { accuracy } = await runTrial(writer, trial, EFFORT);
  await writer.close();
  if (accuracy > best.accuracy) best = { name, accuracy };
  console.log(`${name}: ${(accuracy * 100).toFixed(1)} % of unseen digits are read rightly`);
}
console.log(`Best of ${TRIALS.length}: ${best.name}.`);
if (process.connected) process.disconnect();
