// `npm run faults`: every fault to this server and to TensorBoard with RustBoard, and who survives what as docs/faults.md.
// `--only WORDS` does those alone whose name, or whose part of the table, contains the words, and prints the table in
// place of writing it.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { pythonPath } from '../machine.ts';
import { ALL_FAULTS } from './all-faults.ts';
import { type StartPeer, startOurs, startTheirs } from './peer.ts';
import { runScenario, type Scenario } from './scenario.ts';

const TABLE = 'docs/faults.md';
const MOST_CHARACTERS = 150;

/** How it went, in a cell of the table. */
async function outcomeOf(scenario: Scenario, start: StartPeer | undefined): Promise<string> {
  if (!start) return 'not tried';
  try {
    await runScenario(scenario, start);
    return 'survives';
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return `**no**: ${said.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').slice(0, MOST_CHARACTERS)}`;
  }
}

function versionOf(python: string): string {
  const program = 'import tensorboard; print(tensorboard.__version__)';
  return spawnSync(python, ['-c', program], { encoding: 'utf8' }).stdout.trim();
}

const { values: flags } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const python = pythonPath();
const theirs = python === undefined ? undefined : startTheirs(python);
const peer =
  python === undefined ? 'TensorBoard (not here)' : `TensorBoard ${versionOf(python)} with RustBoard`;
const lines: string[] = [];
let failed = 0;
for (const [where, scenarios] of ALL_FAULTS) {
  const wanted = scenarios.filter(({ what }) => `${where}: ${what}`.includes(flags.only));
  if (wanted.length === 0) continue;
  lines.push('', `## ${where}`, '', `| fault | Runboard | ${peer} |`, '|---|---|---|');
  for (const scenario of wanted) {
    const ours = await outcomeOf(scenario, startOurs);
    if (ours !== 'survives') failed++;
    const other = scenario.oursAlone ? '–' : await outcomeOf(scenario, theirs);
    lines.push(`| ${scenario.what} | ${ours} | ${other} |`);
    console.log(lines.at(-1));
  }
}
const head = `# Who survives what

Written by \`npm run faults\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${process.platform}. Each fault happens to a server of its own, both asked by TensorBoard's own routes, each looking again every second. To survive is: the server does not end, serves no value that nobody wrote, within 20 seconds shows exactly what is there, and of ours: its list of problems says what happened, and takes it back when it is over. A dash: the fault is done to the inside of ours, or its own socket.
`;
if (flags.only === '') writeFileSync(TABLE, `${head}${lines.join('\n')}\n`);
if (failed > 0) console.error(`${failed} faults were too much for Runboard.`);
process.exitCode = failed > 0 ? 1 : 0;
