import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { automaticCamera, type CameraChoice } from '#shared/conference/cameraOut.ts';
import { cameraIn, usualArrangement } from '#shared/conference/stage.ts';
import { secretary, settle, room } from './room.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

test('displays are laid out one by one, everybody who looks is told, and a console that starts again knows it', async () => {
  const { desk, make, handlers, hearingId } = await room();
  const seen: unknown[] = [];
  desk.follow(({ arrangement }) => seen.push(arrangement));
  const both = (['judge', 'hall'] as const).map((display) => handlers['conference.layout']({ commandId: randomUUID(), hearingId, display, layout: display === 'judge' ? 'grid' : 'document' }, secretary));
  expect(await Promise.all(both)).toMatchObject([{ ok: true }, { ok: true }]);
  expect(seen[0]).toEqual(usualArrangement);
  expect(seen.at(-1)).toEqual({ hearingId, judge: 'grid', hall: 'document', camera: { mode: 'automatic' } });
  const again = make();
  await again.resume();
  expect(again.state()).toMatchObject({ hearingId: null, arrangement: { hearingId, judge: 'grid', hall: 'document' } });
  expect(await handlers['conference.layout']({ commandId: randomUUID(), hearingId: randomUUID(), display: 'hall', layout: 'grid' }, secretary)).toMatchObject({ ok: false, error: { code: 'hearing.not_found' } });
});

test('a layout that was chosen in one hearing does not stand in the next', async () => {
  const { desk, handlers, hearingId, add } = await room();
  await handlers['conference.layout']({ commandId: randomUUID(), hearingId, display: 'judge', layout: 'grid' }, secretary);
  const next = await add();
  await handlers['conference.layout']({ commandId: randomUUID(), hearingId: next, display: 'hall', layout: 'judgeAndWitness' }, secretary);
  expect(desk.state().arrangement).toEqual({ hearingId: next, judge: 'speaker', hall: 'judgeAndWitness', camera: { mode: 'automatic' } });
});

test('the camera for those elsewhere is kept like a layout, for this hearing; one that the hall does not have is refused', async () => {
  const { desk, make, handlers, hearingId, add } = await room();
  const second = { mode: 'camera', cameraId: 'cam2' } as const;
  const choose = (camera: CameraChoice, of = hearingId) => handlers['conference.camera']({ commandId: randomUUID(), hearingId: of, camera }, secretary);
  await handlers['conference.layout']({ commandId: randomUUID(), hearingId, display: 'judge', layout: 'grid' }, secretary);
  expect(await choose(second)).toMatchObject({ ok: true });
  expect(await choose({ mode: 'camera', cameraId: 'cam9' })).toMatchObject({ ok: false, error: { code: 'conference.no_camera', field: 'camera' } });
  expect(await choose(second, randomUUID())).toMatchObject({ ok: false, error: { code: 'hearing.not_found' } });
  expect(desk.state().arrangement).toEqual({ hearingId, judge: 'grid', hall: 'speaker', camera: second });
  const again = make();
  await again.resume();
  expect(again.state().arrangement.camera).toEqual(second);
  const next = await add();
  expect(cameraIn(desk.state().arrangement, next)).toEqual(automaticCamera);
  await choose(automaticCamera, next);
  expect(desk.state().arrangement).toEqual({ ...usualArrangement, hearingId: next });
});

test('whose picture goes out, and whether there is a microphone, is known as long as there is a window with the links', async () => {
  const { desk, handlers, run } = await room();
  await run({ type: 'connect' });
  const shows = (cameraId: string | null, isHeard: boolean | null = true) => handlers['conference.goesOut']({ commandId: randomUUID(), cameraId, isHeard }, secretary);
  const leave = desk.attachPage(() => undefined);
  const seen: unknown[] = [];
  desk.follow(({ cameraOut }) => seen.push(cameraOut));
  await shows('cam2');
  await shows(null);
  await shows('cam1');
  await shows('cam1', false);
  expect(desk.state().isHallHeard).toBe(false);
  leave();
  await settle();
  expect(desk.state().isHallHeard).toBe(null);
  expect(seen.filter((cameraId, i) => cameraId !== seen[i - 1])).toEqual([null, 'cam2', null, 'cam1', null]);
});
