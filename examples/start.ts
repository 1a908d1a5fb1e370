// What `npm start` runs. With --logdir (or --help, --version) it is the command line of `runboard`; without, the demo:
// a perceptron learns MNIST digits in a process of its own, while the server shows ./tensorboard.
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCommandLine } from '../server/options.ts';
import { UsageError } from '../server/usage-error.ts';
import { nextRunIn } from './mlp-mnist/next-run.ts';
import { settingsOfRun } from './mlp-mnist/settings.ts';
import type { Score } from './mlp-mnist/training.ts';

const LOGDIR = 'tensorboard';

function wantsDemo(args: readonly string[]): boolean {
  try {
    const line = readCommandLine(args);
    return line.kind === 'serve' && line.logdir === undefined;
  } catch (error) {
    // The server words the mistake, as it does for its own users.
    if (error instanceof UsageError) return false;
    throw error;
  }
}

function train(run: string, runNumber: number): void {
  const program = fileURLToPath(new URL('./mlp-mnist/train.js', import.meta.url));
  const training = fork(program, [join(LOGDIR, run), `${runNumber}`]);
  training.once('message', (score: Score) => {
    const percent = (score.error * 100).toFixed(1);
    console.log(`${run} has learned: of the digits it never saw, it reads ${percent} % wrongly.`);
    console.log('The page stays until Ctrl+C; start again to train another run and compare.');
  });
  training.once('exit', (code, signal) => {
    if (code !== 0 && signal === null)
      console.error(`The training of ${run} ended early, with code ${code}.`);
  });
}

if (!wantsDemo(process.argv.slice(2))) {
  await import('../server/cli.ts');
} else {
  const { name, number } = nextRunIn(LOGDIR);
  const { hiddenUnits, learningRate, epochs } = settingsOfRun(number);
  console.log(
    `Demo: a small network learns to read handwritten digits, for a minute or two (${epochs} epochs).\n` +
      `It writes the run ${name} (${hiddenUnits} hidden units, learning rate ${learningRate}) to ./${LOGDIR}; open the page and watch:`,
  );
  process.argv.push('--logdir', LOGDIR);
  await import('../server/cli.ts');
  train(name, number);
}
