import type { Page } from 'playwright-core';

/** When, by the machine's clock, real sound and new pictures came out of the far end's link; and the first packets of sound and whole pictures of each connection. */
export interface Seen {
  soundMs: number[];
  pictureMs: number[];
  /** Of the connection that carries now: nobody listens yet to who waits. */
  arrivedMs: { sound: number | null; picture: number | null };
}

/** In the page: notes both, from whatever connection carries just now. */
function watch(report: () => Promise<Map<string, Record<string, number | string>>> | null): void {
  const seen: Seen = { soundMs: [], pictureMs: [], arrivedMs: { sound: null, picture: null } };
  const last = { sound: 0, picture: 0, id: '' };
  const look = async (): Promise<void> => {
    const found = await report();
    let [sound, picture, id, packets, frames] = [0, 0, '', 0, 0];
    for (const each of found?.values() ?? []) {
      if (each['type'] !== 'inbound-rtp') continue;
      if (each['kind'] === 'audio') [sound, id, packets] = [Number(each['totalSamplesReceived'] ?? 0) - Number(each['concealedSamples'] ?? 0), String(each['ssrc']), Number(each['packetsReceived'] ?? 0)];
      else [picture, frames] = [Number(each['framesDecoded'] ?? 0), Number(each['framesReceived'] ?? 0)];
    }
    const isOther = id !== last.id;
    if (isOther) seen.arrivedMs = { sound: null, picture: null };
    if (packets > 0) seen.arrivedMs.sound ??= Date.now();
    if (frames > 0) seen.arrivedMs.picture ??= Date.now();
    if (sound > (isOther ? 0 : last.sound)) seen.soundMs.push(Date.now());
    if (picture > (isOther ? 0 : last.picture)) seen.pictureMs.push(Date.now());
    Object.assign(last, { sound, picture, id });
  };
  Object.assign(window, { seen });
  const again = (): void => { void look().catch(() => undefined).finally(() => setTimeout(again, 15)); };
  again();
}

/** `stats`: an expression by which the page gets at its report. */
export async function startWatching(page: Page, stats: string): Promise<void> {
  await page.evaluate(`(${watch.toString()})(() => ${stats})`); // as the debugger, past the page's CSP
}

/** How long after `upMs` sound and picture came; null when they did not yet. What was on its way when the cut came does not count. */
export async function backAfter(page: Page, upMs: number): Promise<{ soundMs: number | null; pictureMs: number | null }> {
  const { soundMs, pictureMs } = await page.evaluate<Seen>('({ soundMs: window.seen.soundMs.slice(-3000), pictureMs: window.seen.pictureMs.slice(-3000) })');
  const first = (times: number[]): number | null => {
    const after = times.find((atMs) => atMs >= upMs);
    return after === undefined ? null : after - upMs;
  };
  return { soundMs: first(soundMs), pictureMs: first(pictureMs) };
}

/** How long after `startedMs` the first packet of sound and the first whole picture of a connection were there that is younger than that. */
export async function arrivedAfter(page: Page, startedMs: number): Promise<number | null> {
  const { sound, picture } = await page.evaluate<Seen['arrivedMs']>('window.seen.arrivedMs');
  return sound !== null && picture !== null && sound > startedMs && picture > startedMs ? Math.max(sound, picture) - startedMs : null;
}
