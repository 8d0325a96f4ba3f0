import { nothing, type Found } from './found.ts';

const heading = /AVFoundation (video|audio) devices/;
const device = /\]\s+\[(\d+)\]\s+(.+?)\s*$/;

/** Screens are listed among the cameras. */
const isScreen = (name: string): boolean => /^Capture screen \d+$/.test(name);

/**
 * What `ffmpeg -f avfoundation -list_devices true -i ""` prints. Devices are opened by name: their
 * numbers change when another one is plugged in.
 */
export function parseAvfoundation(text: string): Found {
  const found: Found = { ...nothing, cameras: [], microphones: [] };
  let section = '';
  for (const line of text.split(/\r?\n/)) {
    section = heading.exec(line)?.[1] ?? section;
    const name = device.exec(line)?.[2];
    if (!name || isScreen(name)) continue;
    if (section === 'video') found.cameras.push({ name, source: { type: 'avfoundation', device: name } });
    if (section === 'audio') found.microphones.push({ name, source: { type: 'avfoundation', device: name } });
  }
  return found;
}
