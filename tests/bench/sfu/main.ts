import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { credentialsSchema, joinAnswerSchema } from '#shared/conference/messages.ts';
import { withSound } from '../../helpers/chromium.ts';
import { startCourtServer } from '../../helpers/courtServer.ts';
import { startJanus } from '../../helpers/janus.ts';
import { receivedBetween, type Received } from '../conference/received.ts';
import { round } from '../percentiles.ts';

/** `SFU_PARTICIPANTS=12,25`: how many, one run after the other. `SFU_SECONDS`: how long each is watched. */
const counts = (process.env['SFU_PARTICIPANTS'] ?? '12,25').split(',').map(Number);
const watchedS = Number(process.env['SFU_SECONDS'] ?? 30);
const settledAfterS = 5;


/**
 * Many participants through a real Janus, by the hall's and the participants' own code: 180 lines, 15 frames. The hall decodes all of
 * them in one browser, the participants share another, whose encoders are the first to have no time left.
 */
export async function run(): Promise<object> {
  const script = await bundle();
  const figures: Record<string, object> = {};
  for (const count of counts) figures[`participants ${count}`] = await withMany(count, script);
  return figures;
}

async function withMany(count: number, script: string): Promise<object> {
  const janus = await startJanus();
  const court = await startCourtServer({ args: ['--janus-url', janus.url, '--janus-secret-file', janus.secretFile] });
  const [near, far] = await Promise.all([chromium.launch(withSound), chromium.launch(withSound)]);
  try {
    const open = async (browser: typeof near): Promise<Page> => {
      const page = await (await browser.newContext({ bypassCSP: true })).newPage();
      await page.goto(`${court.url}/join`);
      await page.addScriptTag({ content: script, type: 'module' });
      await page.waitForFunction(() => 'bench' in window);
      return page;
    };
    const [hall, participants] = [await open(near), await open(far)];
    const hearingId = randomUUID();
    const ids = Array.from({ length: count }, (_, i) => `far${i}`);
    const tokens = await Promise.all(ids.map((id) => tokenFor(court, hearingId, id)));
    await hall.evaluate(([token, hearing, expected]) => window.bench.hall(token, hearing, expected), [court.token, hearingId, ids] as const);
    const beganMs = performance.now();
    await participants.evaluate((of) => window.bench.participants(of), tokens);
    const received = (page: Page): Promise<Received[]> => page.evaluate(() => window.bench.received());
    const connectedMs = await untilAll(async () => [...(await received(hall)), ...(await received(participants))], beganMs);
    await sleep(settledAfterS * 1000);
    const sample = async () => ({ atMs: performance.now(), hall: await received(hall), participants: await received(participants), cpuS: await janus.cpuS() });
    const before = await sample();
    await sleep(watchedS * 1000);
    const after = await sample();
    const tookS = (after.atMs - before.atMs) / 1000;
    return {
      allConnectedMs: connectedMs, hall: receivedBetween(before.hall, after.hall, tookS), participants: receivedBetween(before.participants, after.participants, tookS),
      janusCorePercent: round((100 * (after.cpuS - before.cpuS)) / tookS),
    };
  } finally {
    await Promise.all([near.close(), far.close()]);
    await court.stop();
    await janus.stop();
  }
}

/** Null: somebody was not after a minute. */
async function untilAll(received: () => Promise<Received[]>, beganMs: number): Promise<number | null> {
  while (performance.now() - beganMs < 60_000) {
    if ((await received()).every(({ frames }) => frames > 0)) return Math.round(performance.now() - beganMs);
    await sleep(100);
  }
  return null;
}

async function tokenFor({ url, token }: { url: string; token: string }, hearingId: string, participantId: string): Promise<string> {
  const post = async (path: string, body: object, headers: Record<string, string> = {}): Promise<unknown> =>
    (await fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })).json();
  const now = Date.now();
  const invitation = { hearingId, participantId, name: participantId, caseNumber: '1', startsAtMs: now, language: 'kk', fromMs: now - 60_000, untilMs: now + 3_600_000 };
  const { login, password } = credentialsSchema.parse(await post('/api/v1/invitations', invitation, { authorization: `Bearer ${token}` }));
  return joinAnswerSchema.parse(await post('/conference/v1/join', { login, password })).token;
}

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false, logLevel: 'error', root: new URL('.', import.meta.url).pathname,
    build: { write: false, minify: false, lib: { entry: new URL('page.ts', import.meta.url).pathname, formats: ['es'], fileName: 'page' } },
  });
  const [output] = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  if (output?.type !== 'chunk') throw new Error('the page was not built');
  return output.code;
}
