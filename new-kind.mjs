// `npm run new-kind NAME`: copies src/plugins/skeleton to src/plugins/NAME under its own names; `pr-curve` gives
// PR_CURVE, prCurve, PrCurve and rb-pr-curve-card. Says what is left to do.
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const name = process.argv[2];
if (name === undefined || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
  console.error(
    `npm run new-kind NAME wants one name in kebab case, as in \`npm run new-kind pr-curve\`; got ${name ?? 'none'}.`,
  );
  process.exit(2);
}
const plugins = fileURLToPath(new URL('src/plugins', import.meta.url));
const folder = join(plugins, name);
if (existsSync(folder)) {
  console.error(`src/plugins/${name} is there already.`);
  process.exit(2);
}

const pascal = name.replace(/(^|-)(.)/g, (_match, _dash, letter) => letter.toUpperCase());
const camel = pascal[0].toLowerCase() + pascal.slice(1);
const renamed = (text) =>
  text
    .replaceAll('SKELETON', name.toUpperCase().replaceAll('-', '_'))
    .replaceAll('Skeleton', pascal)
    .replaceAll(/skeleton(?=[A-Z])/g, camel)
    .replaceAll('skeleton', name);

cpSync(join(plugins, 'skeleton'), folder, { recursive: true });
for (const entry of readdirSync(folder, { recursive: true })) {
  const path = join(folder, entry);
  if (!statSync(path).isFile()) continue;
  writeFileSync(path, renamed(readFileSync(path, 'utf8')));
  renameSync(path, path.replace(/skeleton(?=[^/]*$)/, name));
}
console.log(`src/plugins/${name} is there. What is left, as CONTRIBUTING.md tells:
  fill in its files; leave out summary.ts without a writer, view/ without a tab
  src/plugins/routes.ts      one line: ${camel}Routes
  src/plugins/dashboards.ts  one line: rb-${name}-dashboard
  src/writer/number-writer.ts  one method: add${pascal}`);
