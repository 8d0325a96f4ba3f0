// `npm test [-- <part> …]`: sets up what is missing, then checks and tests everything, or the parts named.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { failuresIn } from './failures.mjs';
import { pinnedNode, projectDir, readyOrExit } from './set-up.mjs';

const bin = (pkg, file) => [pinnedNode(), join(projectDir, 'node_modules', pkg, file)];
const reportPath = (part) => join(projectDir, 'node_modules', '.cache', 'test-reports', `${part}.json`);
const vitest = (project) => [...bin('vitest', 'vitest.mjs'), 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${reportPath(project)}`];

const parts = {
  types: () => bin('typescript', 'bin/tsc').concat('-p', projectDir),
  lint: () => bin('oxlint', 'bin/oxlint').concat('--type-aware', '--deny-warnings'),
  unused: () => bin('knip', 'bin/knip.js'),
  unit: () => vitest('unit'),
  integration: () => vitest('integration'),
  e2e: () => vitest('e2e'),
  crash: () => vitest('crash'),
};

/** How a runner that was ended by a signal says so. */
const endedBySignalFrom = 128;

const asked = process.argv.slice(2);
const unknown = asked.find((part) => !Object.hasOwn(parts, part));
if (unknown !== undefined) {
  console.error(`no such part: ${unknown}; there are: ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}

readyOrExit({ tests: true });
const env = { ...process.env, PATH: `${join(projectDir, 'node_modules', '.bin')}:${process.env.PATH}` };
const failed = [];
for (const part of asked.length > 0 ? asked : Object.keys(parts)) {
  const startedMs = Date.now();
  rmSync(reportPath(part), { force: true });
  console.log(`\n── ${part}`);
  const [file, ...args] = parts[part]();
  const { status, signal } = spawnSync(file, args, { cwd: projectDir, stdio: 'inherit', env });
  console.log(`── ${part}: ${status === 0 ? 'ok' : `FAILED (${status})`}, ${Math.round((Date.now() - startedMs) / 1000)} s`);
  if (status !== 0) failed.push(part);
  if (signal !== null || status > endedBySignalFrom) break; // somebody wants all of it to end
}
// Once more at the end: between here and there may be thousands of lines.
for (const failure of failed.flatMap((part) => failuresIn(reportPath(part), projectDir))) console.error(`\n${failure}`);
if (failed.length > 0) console.error(`\nfailed: ${failed.join(', ')}`);
process.exit(failed.length > 0 ? 1 : 0);
