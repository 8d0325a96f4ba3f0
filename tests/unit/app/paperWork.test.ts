import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Sealer } from '#main/app/ports/index.ts';
import { systemActor } from '#shared/domain/actor.ts';
import { ok } from '#shared/domain/result.ts';
import { afterClosing, file } from './afterClosing.ts';

const neverSealed: Sealer = { readBack: async () => [], seal: () => Promise.reject(new Error('not asked for')) };
const printing = () => new Promise((resolve) => setTimeout(resolve, 5));

test('two protocols asked for at once are two versions in two files, one after the other', async () => {
  let printed = 0;
  const desk = afterClosing(neverSealed, async ({ name }) => {
    expect(++printed).toBe(1);
    await printing();
    printed--;
    return ok([file(`documents/${name}.txt`)]);
  });
  const id = await desk.closed();
  await Promise.all(['kk', 'kk'].map(() => desk.paperWork.protocol(id, { kind: 'short', language: 'kk' }, randomUUID(), systemActor)));
  expect((await desk.state(id)).protocols.map((p) => [p.version, p.files[0]?.path])).toEqual([[1, 'documents/protocol-v1.txt'], [2, 'documents/protocol-v2.txt']]);
});

test('an act edited while it is printed is not made final, nor its former text queued', async () => {
  const desk = afterClosing(neverSealed, async ({ name }) => {
    await desk.run(id, { type: 'editAct', actId, text: 'edited' });
    return ok([file(`documents/${name}.txt`)]);
  });
  const id = await desk.closed();
  const [incidentId, actId] = [randomUUID(), randomUUID()];
  await desk.run(id, { type: 'openIncident', incidentId, startedAtMs: 1, subject: 'disk', deviceId: null, detectedBy: 'person', note: '', evidence: [] });
  await desk.run(id, { type: 'composeAct', actId, incidentId, language: 'kk', text: 'as printed', signatories: [], clause: 'K7-18' });
  const queuedBefore = desk.events.commits.flatMap((c) => c.files).length;
  expect(await desk.paperWork.finaliseAct(id, actId, randomUUID(), systemActor)).toMatchObject({ ok: false, error: { code: 'hearing.changed' } });
  expect((await desk.state(id)).acts[0]).toMatchObject({ text: 'edited', final: null });
  expect(desk.events.commits.flatMap((c) => c.files)).toHaveLength(queuedBefore);
  expect((await desk.paperWork.finaliseAct(id, actId, randomUUID(), systemActor)).ok).toBe(true);
});
