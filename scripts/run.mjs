// `npm run ctl | court-server | verify | demo | bench`: sets up what is missing, then runs one program of the
// built product on the pinned Node and passes its exit code on.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pinnedNode, projectDir, readyOrExit } from './set-up.mjs';

const [name, ...args] = process.argv.slice(2);
const programs = { ctl: 'dist/node/ctl.js', 'court-server': 'dist/node/court-server.js', verify: 'dist/node/verify.js', demo: 'dist/node/demo.js', bench: 'tests/bench/main.ts' };

if (!name || !Object.hasOwn(programs, name)) {
  console.error(`usage: node scripts/run.mjs <${Object.keys(programs).join('|')}> …`);
  process.exit(2);
}

readyOrExit({ tests: name === 'bench' });
const child = spawn(pinnedNode(), [join(projectDir, programs[name]), ...args], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
