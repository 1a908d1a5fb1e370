// `node dist/examples/compare/start.js`: trains a grid of learning rates and optimisers while the server shows it.
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const LOGDIR = 'tensorboard-compare';

const trained = existsSync(LOGDIR);
process.argv.push('--logdir', LOGDIR);
await import('../../server/cli.ts');
if (trained) {
  console.log(`./${LOGDIR} has been trained before; remove it to train anew.`);
} else {
  console.log(
    'Nine trainings, about a minute: compare their curves, then which settings did best under HParams.',
  );
  fork(fileURLToPath(new URL('./train.js', import.meta.url)), [LOGDIR]);
}
