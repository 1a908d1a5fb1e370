// Asks the registry for known faults of what users install (`npm audit --omit=dev`). Fails where there are some; where the
// registry does not answer such questions, says so and passes: `node audit.mjs --strict`, as a release wants it, fails then.
import { spawnSync } from 'node:child_process';

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
let report;
try {
  report = JSON.parse(stdout);
} catch (cause) {
  throw new Error(`npm audit printed no JSON: ${stdout.slice(0, 200)}`, { cause });
}
const total = report.metadata?.vulnerabilities?.total;
if (total === undefined) {
  const why = report.error?.summary || report.message || JSON.stringify(report).slice(0, 200);
  console.log(`npm audit: not asked, this registry does not answer (${why})`);
  process.exitCode = process.argv.includes('--strict') ? 1 : 0;
} else if (total > 0) {
  console.log(JSON.stringify(report.vulnerabilities, undefined, 2));
  process.exitCode = 1;
} else {
  console.log(`npm audit: no known faults in ${report.metadata.dependencies?.prod ?? 'the'} packages`);
}
