// What tests need of the machine and cannot bring along: Chromium, and a Python that has TensorBoard. Where one is
// missing a test is skipped with a sentence that says so; with CI set the same sentence is an error. Tests and benches
// run in the project's root folder.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function onPath(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

/** Says what is missing, or throws it where CI must run everything. */
function missing(sentence: string): undefined {
  if (process.env['CI']) throw new Error(sentence);
  process.stderr.write(`${sentence}\n`);
  return undefined;
}

/**
 * Path of a Chromium or Chrome: what CHROMIUM names, else what Debian and Google install. Without one: undefined after
 * a sentence on stderr, so that `describe.skipIf(chromiumPath() === undefined)` skips; throws with CI set.
 */
export function chromiumPath(): string | undefined {
  const named = process.env['CHROMIUM'];
  if (named) return named;
  return (
    ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(isExecutable) ??
    onPath('chromium') ??
    onPath('google-chrome') ??
    missing('Browser tests are skipped: no Chromium was found. Install chromium or name it in CHROMIUM.')
  );
}

/**
 * The browser's own menus are pages too, made anew for each window: a second of work that every test would wait for, and
 * every bench measure. What stands before them is what playwright switches off, whose list this one takes the place of.
 */
const WITHOUT = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
];

/**
 * Starts the browser of `chromiumPath()`; the caller closes it. Rejects where there is none. `webgl`: drawn by the CPU, and
 * pages are put together without it, as on every machine without a GPU: else each page's main thread waits 300 ms for it
 * before the first script runs.
 */
export async function launchChromium({ webgl = false } = {}): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined)
    throw new Error('There is no Chromium to launch; skip by chromiumPath().');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      ...(webgl
        ? ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-gpu-compositing']
        : ['--disable-gpu']),
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--disable-features=${WITHOUT.join(',')}`,
    ],
  });
}

function canImportTensorboard(python: string): boolean {
  return spawnSync(python, ['-c', 'import tensorboard, tensorboardX'], { stdio: 'ignore' }).status === 0;
}

/**
 * Path of a Python that has test/interop/requirements.txt: what RUNBOARD_PYTHON names, else .venv, else python3.
 * Without one: undefined after a sentence on stderr; throws with CI set.
 */
export function pythonPath(): string | undefined {
  const named = process.env['RUNBOARD_PYTHON'];
  if (named) return named;
  const candidates = [resolve('.venv/bin/python'), onPath('python3')];
  return (
    candidates.find(
      (python) => python !== undefined && isExecutable(python) && canImportTensorboard(python),
    ) ??
    missing(
      'Interop tests are skipped: no Python with tensorboard was found. ' +
        'Run `python3 -m venv .venv && .venv/bin/pip install -r test/interop/requirements.txt` or name one in RUNBOARD_PYTHON.',
    )
  );
}

/**
 * Path of a Python that has TensorFlow besides TensorBoard: what RUNBOARD_TENSORFLOW names, else that of `pythonPath()`.
 * Undefined after a sentence on stderr without one, with CI set too: 600 MB that one comparison needs, whose answers are
 * kept as a file.
 */
export function tensorflowPath(): string | undefined {
  const python = process.env['RUNBOARD_TENSORFLOW'] ?? pythonPath();
  const find = 'import importlib.util, sys; sys.exit(importlib.util.find_spec("tensorflow") is None)';
  if (python !== undefined && spawnSync(python, ['-c', find], { stdio: 'ignore' }).status === 0)
    return python;
  process.stderr.write(
    'TensorBoard is not asked for points in checkpoints: RUNBOARD_TENSORFLOW may name a Python with tensorflow.\n',
  );
  return undefined;
}
