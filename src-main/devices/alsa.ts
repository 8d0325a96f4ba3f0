import { nothing, type Found } from './found.ts';

/**
 * `/proc/asound/pcm`, a line for each device: `01-00: USB Audio : USB Audio : playback 1 : capture 1`.
 * `plughw` converts rate and channels; the number, not the name, is what ALSA opens.
 */
export function parseAlsaPcm(pcm: string): Found {
  const microphones = pcm.split('\n').flatMap((line) => {
    const [, card, device, rest] = /^(\d+)-(\d+): (.*)$/.exec(line) ?? [];
    if (!card || !device || !rest || !/\bcapture \d+/.test(rest)) return [];
    const name = rest.split(' : ')[0]?.trim() ?? '';
    return [{ name: `${name || 'ALSA'} (${Number(card)},${Number(device)})`, source: { type: 'alsa' as const, device: `plughw:${Number(card)},${Number(device)}` } }];
  });
  return { ...nothing, microphones };
}
