import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** Programs of the system that the sources start by name, and Debian's package of each. */
const packages: Record<string, string> = { ffmpeg: 'ffmpeg', 'espeak-ng': 'espeak-ng', pactl: 'pulseaudio-utils' };

const sources = (dir: string): string[] => readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).map((name) => readFileSync(join(dir, name), 'utf8'));
const started = (): string[] => {
  const calls = sources('src-main').flatMap((text) => [...text.matchAll(/\b(?:runToEnd|streamOutput|startDetached|runOk)\((?:run, )?'([^']+)'/g)]);
  return [...new Set(calls.map(([, name]) => name ?? ''))];
};

const block = (yml: string, name: string): string => new RegExp(`^${name}:\\n((?:[ #].*\\n)+)`, 'm').exec(yml)?.[1] ?? '';

test('the deb depends on every program the console starts, and set-up installs it for running', () => {
  const depends = block(readFileSync('electron-builder.yml', 'utf8'), 'deb');
  const setUp = readFileSync('scripts/set-up.mjs', 'utf8');
  expect(started().toSorted()).toEqual(Object.keys(packages).toSorted());
  for (const [program, name] of Object.entries(packages)) {
    expect(depends).toContain(`- ${name}\n`);
    expect(setUp).toContain(`{ program: '${program}', package: '${name}', needed: 'run' }`);
  }
});
