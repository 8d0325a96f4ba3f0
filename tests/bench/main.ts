import process from 'node:process';

/** `npm run bench -- <name> [--json]`: measures, prints, judges nothing. Quote ratios and percentiles, not single times. */
const benches: Record<string, () => Promise<{ run: () => Promise<object> }>> = {
  start: () => import('./start.ts'),
  marks: () => import('./marks/marks.ts'),
  recorder: () => import('./recorder.ts'),
  loss: () => import('./loss/main.ts'),
  hours: () => import('./hours/main.ts'),
  documents: () => import('./documents.ts'),
  screens: () => import('./screens.ts'),
  conference: () => import('./conference/main.ts'),
  sfu: () => import('./sfu/main.ts'),
  sync: () => import('./conference/sync.ts'),
  record: () => import('./conference/record.ts'),
  far: () => import('./conference/far.ts'),
  displays: () => import('./conference/displays.ts'),
  six: () => import('./conference/six.ts'),
};

const [name = '', ...flags] = process.argv.slice(2);
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (!bench || flags.some((flag) => flag !== '--json')) {
  console.error(`usage: npm run bench -- <${Object.keys(benches).join('|')}> [--json]`);
  process.exit(2);
}

const figures = await (await bench()).run();
if (flags.includes('--json')) console.log(JSON.stringify(figures));
else for (const [figure, value] of Object.entries(figures)) console.log(`${figure.padEnd(32)} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`);
process.exit(0);
