import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { Caller } from '#main/app/caller.ts';
import { DemoServerLink } from '#main/app/demoServerLink.ts';
import { demoHall } from '#main/app/demoHall.ts';
import { setupHandlers } from '#main/app/handlers/setup.ts';
import { Settings } from '#main/app/settings.ts';
import type { Role } from '#shared/domain/actor.ts';
import { hallSchema, type Hall } from '#shared/domain/hall.ts';
import { err, ok } from '#shared/domain/result.ts';
import { appError } from '#shared/domain/errors.ts';

const url = 'rtsp://admin:a@/b@10.0.0.5:554/stream?password=c';
const hall: Hall = {
  ...demoHall, demo: false,
  cameras: [...demoHall.cameras, { id: 'cam3', label: 'Есік', source: { type: 'rtsp', url }, widthPx: 1280, heightPx: 720, fps: 25 }],
  microphones: [{ id: 'mic1', label: 'Желі', source: { type: 'rtsp', url } }],
};
const rows = new Map<string, unknown>();
const settings = new Settings({ get: async (key) => rows.get(key), set: async (key, value) => { rows.set(key, value); } });
const uploader = { configure: () => undefined };
const handlers = setupHandlers({
  settings, uploader, version: '0', recorder: { useSecondTarget: () => undefined }, prepareTarget: async () => ok({ sameDisk: false }), desk: { currentId: () => null },
  users: { list: async () => [], add: async () => ok(undefined), change: async () => ok(undefined) },
  discover: async () => ({ cameras: [], microphones: [], problems: [] }),
  prepareDemo: async () => ok(undefined),
  demoServer: new DemoServerLink({ start: async () => err(appError('internal.unexpected')), stop: async () => undefined }, settings, uploader),
});
const as = (role: Role): Caller => ({ shell: 'web', remote: 'local', signedIn: { userId: 'u', name: 'n', role, token: 't' } });

beforeEach(() => settings.saveHall(hall));

test.each<[Role, boolean]>([['secretary', false], ['judge', false], ['specialist', true], ['administrator', true]])('%s is told the address of a network camera: %s', async (role, whole) => {
  const answer = await handlers['settings.get']({}, as(role));
  if (!answer.ok) throw new Error(answer.error.code);
  const told = answer.value.hall;
  expect(told.cameras.at(-1)?.source).toEqual({ type: 'rtsp', url: whole ? url : 'rtsp://10.0.0.5:554' });
  expect(told.microphones[0]?.source).toEqual({ type: 'rtsp', url: whole ? url : 'rtsp://10.0.0.5:554' });
  expect(told.cameras.slice(0, -1)).toEqual(demoHall.cameras);
  expect(hallSchema.safeParse(told).success).toBe(true);
});

test('a hall is not made a demonstration hall, in which nobody needs a password, nor the other way round', async () => {
  const save = (demo: boolean) => handlers['settings.saveHall']({ commandId: randomUUID(), hall: { ...hall, demo } }, as('specialist'));
  expect(await save(true)).toMatchObject({ error: { code: 'input.invalid', field: 'hall.demo' } });
  expect((await settings.hall())?.demo).toBe(false);
  expect((await save(false)).ok).toBe(true);
  await settings.saveHall(demoHall);
  expect(await save(false)).toMatchObject({ error: { code: 'input.invalid', field: 'hall.demo' } });
});
