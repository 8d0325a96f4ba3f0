import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runToEnd } from '#main/process/runner.ts';
import { parseAlsaPcm } from './alsa.ts';
import { nothing, problem, together, type Found } from './found.ts';
import { parsePulseSources } from './pulse.ts';
import { camerasOf, type VideoNode } from './v4l2.ts';

const timeoutMs = 5000;
const sysDir = '/sys/class/video4linux';

async function pulse(): Promise<Found | null> {
  const utf8 = { ...process.env, LC_ALL: 'C.UTF-8' }; // in the C locale pactl drops every name that is not ASCII
  const listed = await runToEnd('pactl', ['-f', 'json', 'list', 'sources'], { timeoutMs, env: utf8 });
  return listed.ok && listed.value.code === 0 ? parsePulseSources(listed.value.stdout.toString('utf8')) : null;
}

/** A file the kernel shows, or nothing where this computer has no such thing. */
const shown = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

async function videoNode(name: string): Promise<VideoNode> {
  const [said, index] = await Promise.all([shown(join(sysDir, name, 'name')), shown(join(sysDir, name, 'index'))]);
  return { device: `/dev/${name}`, name: said.trim(), index: Number(index.trim()) };
}

async function cameras(): Promise<Found> {
  const names = await readdir(sysDir).catch(() => []);
  return camerasOf(await Promise.all(names.filter((name) => /^video\d+$/.test(name)).map(videoNode)));
}

/**
 * Microphones come from the sound server where there is one: it holds the devices, and ALSA would find
 * them busy. Without one, from ALSA.
 */
async function microphones(): Promise<Found> {
  const served = await pulse();
  if (served) return served;
  const direct = parseAlsaPcm(await shown('/proc/asound/pcm'));
  return direct.microphones.length > 0 ? direct : problem('No sound server answers, and the kernel shows no microphone.');
}

export async function discoverLinux(): Promise<Found> {
  const [seen, heard] = await Promise.all([cameras(), microphones()]);
  const none = seen.cameras.length === 0 ? problem('The kernel shows no camera (/dev/video*). Network cameras are entered by address.') : nothing;
  return together([seen, heard, none]);
}
