// One training in a process of its own, so that the server beside it stays quick: `train.js LOG_FOLDER RUN_NUMBER`.
// Started by ../start.ts; stops with it.
import { SummaryWriter } from '../../src/index.ts';
import { settingsOfRun } from './settings.ts';
import { trainPerceptron } from './training.ts';

const [logFolder, runNumber] = process.argv.slice(2);
if (logFolder === undefined || runNumber === undefined)
  throw new Error('usage: train.js LOG_FOLDER RUN_NUMBER');

// The channel to the parent closes when the parent ends, however it ends.
process.on('disconnect', () => process.exit());
// Ctrl+C reaches the whole process group; the parent then closes the channel, and the writer has its own handler.

const writer = new SummaryWriter(logFolder);
const score = await trainPerceptron(writer, settingsOfRun(Number(runNumber)));
await writer.close();
process.send?.(score, () => process.disconnect());
