import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import { z } from 'zod';
import { demoHall } from '../../../src-main/app/demoHall.ts';
import type { Manifest } from '../../../src-shared/domain/manifest.ts';
import { chromiumOptions } from '../../helpers/chromium.ts';
import { startCourtServer } from '../../helpers/courtServer.ts';
import { compareHz, findIn, isSpeech, samplesOf } from '../../helpers/spokenSource.ts';
import { speakingRoom } from '../../helpers/speakingRoom/room.ts';
import { cleanly, type Afterwards } from '../loss/afterwards.ts';
import { percentiles, round } from '../percentiles.ts';
import { openLinks, startHall as startBenchHall, type BenchHall } from './hall.ts';
import { noteProposals } from './proposals.ts';
import { sealed } from './record.ts';

const wishes = z.object({ SYNC_MINUTES: z.coerce.number().positive().default(5) });
const participant = { id: 'phone', name: 'Образцова Проба Тестовна', role: 'defendant', attendance: 'own_device' } as const;
const pieceMs = 2000;
const everyMs = 5000;
/** Further apart nobody would take it for the same moment. */
const withinMs = 400;

/**
 * One voice that the hall's microphone and a participant's microphone hear at the same moment, through the same sound server: how far
 * apart it is on the sealed timeline (`SYNC_MINUTES`), and whether that grows. Nothing disturbs the link meanwhile: what is found wrong with it is wrong.
 */
export const run = (): Promise<object> => cleanly(async (afterwards) => {
  const { SYNC_MINUTES } = wishes.parse(process.env);
  const dir = await mkdtemp(join(tmpdir(), 'bench-sync-'));
  afterwards.add(() => rm(dir, { recursive: true, force: true }));
  const room = await speakingRoom(dir);
  afterwards.add(room.stop);
  const hall = await startHall(afterwards, dir, room.microphone);
  const { secretary, hearingId, dataDir } = hall;
  await openLinks((end) => afterwards.add(end), hall.url);
  const { url } = await secretary.do('conference.invite', { hearingId, participantId: participant.id });
  const phone = await listenFrom(afterwards, room.env);
  await phone.goto(url);
  await phone.getByRole('button', { name: 'Мен дайынмын' }).click();
  await sleep(3000);
  await secretary.do('conference.admit', { hearingId, participantId: participant.id, admitted: true });
  const noted = await noteProposals((end) => afterwards.add(end), hall);
  await sleep(SYNC_MINUTES * 60_000);
  const { proposals, verdicts } = noted;
  await secretary.do('hearing.close', { hearingId });
  const recording = join(dataDir, 'recordings', hearingId);
  return { ...(await figures(recording, await sealed(recording))), proposals, verdicts };
});

async function startHall(afterwards: Afterwards, dir: string, microphone: (typeof demoHall.microphones)[number]): Promise<BenchHall> {
  const court = await startCourtServer({ dataDir: join(dir, 'court') });
  afterwards.add(court.stop);
  const cameras = demoHall.cameras.slice(0, 1).map((camera) => ({ ...camera, widthPx: 640, heightPx: 360 }));
  const hall = await startBenchHall((end) => afterwards.add(end), { dataDir: join(dir, 'console'), court, hall: { ...demoHall, cameras, microphones: [microphone] }, participants: [participant] });
  await hall.secretary.do('hearing.open', { hearingId: hall.hearingId });
  return hall;
}

/** A participant whose microphone is a real one of this sound server, and whose camera is drawn. */
async function listenFrom(afterwards: Afterwards, env: Record<string, string>): Promise<Page> {
  const browser = await chromium.launch({ ...chromiumOptions, args: [...(chromiumOptions.args ?? []), '--use-fake-ui-for-media-stream'], env: { ...process.env as Record<string, string>, ...env } });
  afterwards.add(() => browser.close());
  const page = await (await browser.newContext({ locale: 'kk-KZ', permissions: ['microphone'] })).newPage();
  await page.addInitScript(() => {
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const canvas = document.createElement('canvas');
      const context = canvas.getContext('2d');
      let picture = 0;
      setInterval(() => {
        picture += 1;
        if (!context) return;
        context.fillStyle = `hsl(${picture % 360} 60% 50%)`;
        context.fillRect(0, 0, canvas.width, canvas.height);
      }, 100);
      return new MediaStream([...(await open({ audio: wanted?.audio ?? true })).getAudioTracks(), ...canvas.captureStream(10).getVideoTracks()]);
    };
  });
  return page;
}

async function figures(recording: string, { tracks, segments, gaps }: Manifest): Promise<object> {
  const hall = tracks.find(({ captureId, kind }) => kind === 'audio' && !captureId.startsWith('remote-'))?.captureId ?? '';
  const [near, far] = [hall, `remote-${participant.id}`].map((id) => segments.filter(({ captureId }) => captureId === id)) as [Manifest['segments'], Manifest['segments']];
  const [fromMs, toMs] = [far[0]?.startMs ?? 0, far.at(-1)?.endMs ?? 0];
  const offsets: { minute: number; ms: number }[] = [];
  for (let atMs = fromMs + 5000; atMs < toMs - pieceMs - 5000; atMs += everyMs) {
    const [piece, around] = [await soundAt(recording, far, atMs, pieceMs), await soundAt(recording, near, atMs - withinMs, pieceMs + 2 * withinMs)];
    if (!piece || !around || !isSpeech(piece)) continue;
    const { at, likeness } = findIn(around, piece, 0, around.length);
    if (likeness > 0.3) offsets.push({ minute: round((atMs - fromMs) / 60_000), ms: round(withinMs - (at / compareHz) * 1000) });
  }
  return { minutes: round((toMs - fromMs) / 60_000), remoteBehindHallMs: percentiles(offsets.map(({ ms }) => Math.abs(ms))), offsets, gaps: gaps.length };
}

/** Null where nothing is, or where a file's border is in the way. */
async function soundAt(recording: string, segments: Manifest['segments'], fromMs: number, lengthMs: number): Promise<Float32Array | null> {
  const segment = segments.find(({ startMs, endMs }) => startMs <= fromMs && fromMs + lengthMs <= endMs);
  if (!segment) return null;
  const from = Math.round(((fromMs - segment.startMs) / 1000) * compareHz);
  return (await samplesOf(join(recording, segment.path))).subarray(from, from + Math.round((lengthMs / 1000) * compareHz));
}
