import { nothing, type Found } from './found.ts';

type Kind = 'video' | 'audio';

/** ffmpeg 5 and later say of each device what it is. Older versions have a heading for each kind. */
const named = /^\[dshow[^\]]*\]\s+"(.+)"(?:\s+\((video|audio|none)(?:, (?:video|audio))*\))?\s*$/;
const heading = /DirectShow (video|audio) devices/;
const alternative = /^\[dshow[^\]]*\]\s+Alternative name "(.+)"\s*$/;

interface Listed { name: string; kind: Kind; device: string }

/** Two devices may have the same name, so the one that is unique on this computer is kept for opening. */
function listedDevices(lines: string[]): Listed[] {
  const devices: Listed[] = [];
  let section: Kind | null = null;
  let current: Listed | null = null;
  for (const line of lines) {
    section = (heading.exec(line)?.[1] as Kind | undefined) ?? section;
    const unique = alternative.exec(line)?.[1];
    if (unique && current) current.device = unique;
    const [, name, said] = named.exec(line) ?? [];
    if (!name || unique) continue;
    const kind: Kind | null = said === 'video' || said === 'audio' ? said : said === undefined ? section : null;
    current = kind ? { name, kind, device: name } : null;
    if (current) devices.push(current);
  }
  return devices;
}

/** What `ffmpeg -list_devices true -f dshow -i dummy` prints on its error output. */
export function parseDshow(text: string): Found {
  const devices = listedDevices(text.split(/\r?\n/));
  return {
    ...nothing,
    cameras: devices.filter((d) => d.kind === 'video').map(({ name, device }) => ({ name, source: { type: 'dshow', device } })),
    microphones: devices.filter((d) => d.kind === 'audio').map(({ name, device }) => ({ name, source: { type: 'dshow', device } })),
  };
}
