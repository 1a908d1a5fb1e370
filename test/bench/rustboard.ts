// RustBoard, the loader that TensorBoard uses: the peer of the load bench. It is part of the Python package
// tensorboard-data-server.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonPath } from '../machine.ts';
import { peakMbOf } from './process-cost.ts';

/** Path of its program; undefined, after a sentence on stderr, where there is none. */
export function rustboardPath(): string | undefined {
  const python = pythonPath();
  if (python === undefined) return undefined;
  const script = 'import tensorboard_data_server; print(tensorboard_data_server.server_binary())';
  const { status, stdout } = spawnSync(python, ['-c', script], { encoding: 'utf8' });
  if (status === 0) return stdout.trim();
  process.stderr.write(`RustBoard is left out: ${python} cannot import tensorboard_data_server.\n`);
  return undefined;
}

const UNITS_MS: Readonly<Record<string, number>> = { s: 1e3, ms: 1, µs: 1e-3 };

/** Loads a logdir once with its defaults, which check no checksums and keep 1,000 points of a series. */
export async function rustboardLoad(
  program: string,
  logdir: string,
  cpus: string,
): Promise<{ readonly milliseconds: number; readonly peakMb: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'runboard-rustboard-'));
  const flags = ['--port', '0', '--port-file', join(folder, 'port'), '--reload', 'once', '--verbose'];
  const child = spawn('taskset', ['-c', cpus, program, '--logdir', logdir, ...flags], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  try {
    const took = new Promise<RegExpExecArray>((resolve, reject) => {
      let log = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        log = `${log.slice(-200)}${text}`;
        const cycle = /Finished load cycle \(([\d.]+)(s|ms|µs)\)/.exec(log);
        if (cycle) resolve(cycle);
      });
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`RustBoard ended with ${code}: ${log}`)));
    });
    const [, value, unit = ''] = await took;
    const milliseconds = Number(value) * (UNITS_MS[unit] ?? Number.NaN);
    return { milliseconds, peakMb: child.pid === undefined ? 0 : peakMbOf(child.pid) };
  } finally {
    child.kill();
    await ended;
    rmSync(folder, { recursive: true });
  }
}
