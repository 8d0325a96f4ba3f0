import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { demoHall } from '../../../src-main/app/demoHall.ts';
import { manifestSchema, type Manifest } from '../../../src-shared/domain/manifest.ts';
import { compareHz, samplesOf, speakTo } from '../../helpers/spokenSource.ts';
import { spokenIn, stretchesOf } from '../../helpers/spokenStretches.ts';
import { cleanly } from '../loss/afterwards.ts';
import { percentiles, round } from '../percentiles.ts';
import { openLinks, startHall } from './hall.ts';
import { startFar, startServer } from './inNetwork.ts';
import { createNetwork } from './network.ts';

/** `RECORD_OUTAGES=9,60,300`: how long the participant is without any network, s, one after the other. */
const outagesS = (process.env['RECORD_OUTAGES'] ?? '9,60,300').split(',').map(Number);
const betweenS = 15;
const afterLastS = 45;
const secondsForPair = 4;
/** Noise suppression changes what is heard; below this it is not recognised. */
const leastLikeness = 0.3;
const participant = { id: 'phone', name: 'Образцова Проба Тестовна', role: 'defendant', attendance: 'own_device' } as const;

/**
 * Somebody speaks from elsewhere while the cable of their network is pulled again and again: what of it the sealed record has, compared with the
 * source by cross-correlation. `seamMs`: how far any half second stands from where it would be in one piece.
 */
export const run = (): Promise<object> => cleanly(async (afterwards) => {
  const dir = await mkdtemp(join(tmpdir(), 'bench-record-'));
  const later = (end: () => Promise<unknown>): void => afterwards.add(end);
  later(() => rm(dir, { recursive: true, force: true }));
  const network = await createNetwork();
  later(() => network.remove());
  const lastsS = outagesS.reduce((sum, s) => sum + s + betweenS, betweenS + afterLastS);
  const wav = await speakTo(dir, Math.ceil((lastsS + 30) / secondsForPair));
  const court = await startServer(network, join(dir, 'court'), later);
  const hall = await startHall(later, { dataDir: join(dir, 'console'), court, hall: { ...demoHall, cameras: demoHall.cameras.slice(0, 1).map((camera) => ({ ...camera, widthPx: 640, heightPx: 360, fps: 15 })) }, participants: [participant] });
  await openLinks(later, hall.url);
  const { secretary, hearingId } = hall;
  await secretary.do('hearing.open', { hearingId });
  const far = await startFar(dir, network, court.url, later, [`--use-file-for-fake-audio-capture=${wav}%noloop`]);
  const page = await far.open();
  const { url } = await secretary.do('conference.invite', { hearingId, participantId: participant.id });
  await page.goto(url);
  await page.getByRole('button', { name: 'Мен дайынмын' }).click();
  while ((await secretary.do('hearing.get', { hearingId })).hearing.remotes[0]?.here.length !== 1) await sleep(200);
  await secretary.do('conference.admit', { hearingId, participantId: participant.id, admitted: true });
  await sleep(betweenS * 1000);
  for (const seconds of outagesS) {
    await network.cut('carrier');
    await sleep(seconds * 1000);
    await network.join('carrier');
    console.error(`${seconds} s are over`);
    await sleep(betweenS * 1000);
  }
  await sleep(afterLastS * 1000);
  const late = (await secretary.do('hearing.get', { hearingId })).hearing.remotes[0]?.lateSound ?? [];
  await secretary.do('hearing.close', { hearingId });
  const recording = join(dir, 'console', 'recordings', hearingId);
  return { late, ...(await figures(recording, await sealed(recording), await samplesOf(wav))) };
});

/** The manifest, as soon as there is one. */
export async function sealed(recording: string): Promise<Manifest> {
  for (;;) {
    const text = await readFile(join(recording, 'manifest.json'), 'utf8').catch(() => null);
    if (text !== null) return manifestSchema.parse(JSON.parse(text));
    await sleep(1000);
  }
}

async function figures(recording: string, { segments, gaps }: Manifest, source: Float32Array): Promise<object> {
  const captureId = `remote-${participant.id}`;
  const own = segments.filter((segment) => segment.captureId === captureId).toSorted((a, b) => a.startMs - b.startMs);
  const stretches = await stretchesOf(recording, own);
  const spoken = stretches.flatMap((stretch) => spokenIn(source, stretch));
  const known = spoken.filter(({ likeness }) => likeness > leastLikeness);
  return {
    seconds: stretches.map(({ length }) => round(length / compareHz)), gaps: gaps.filter((gap) => gap.captureId === captureId).map(({ fromMs, toMs }) => (toMs ?? 0) - fromMs),
    halfSecondsOfSpeech: spoken.length, notRecognised: spoken.length - known.length, seamMs: percentiles(known.map(({ offMs }) => Math.abs(offMs))),
  };
}
