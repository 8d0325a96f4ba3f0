import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { Operator } from '#main/cli/demo/operator.ts';
import { startTurnServer, type TurnServer } from '../helpers/turnServer.ts';
import { exampleSchedule } from '../fakes/schedule.ts';
import { press, startHall, type Hall } from './fixture.ts';
import { fakeDevices } from './pictures.ts';
import { shells } from './shells.ts';
import { say } from './texts.ts';

/** Whatever machine this runs on has so long. */
const patience = { timeout: 100_000 };

/** The specialist tries the way to people elsewhere, with nobody there: the hall calls itself, directly and through a real coturn. */
describe.each(shells.slice(0, 1))('a test call, $name', (shell) => {
  let hall: Hall;
  let page: Page;
  let specialist: Operator;
  let turn: TurnServer | null;

  beforeAll(async () => {
    turn = await startTurnServer();
    hall = await startHall(shell, { browserArgs: fakeDevices, courtArgs: turn ? ['--turn-url', turn.url, '--turn-secret-file', turn.secretFile] : [] });
    specialist = await hall.operator('specialist');
    page = await hall.window('specialist');
    await page.getByRole('tab', { name: say('diagnostics.links'), exact: true }).click();
  });
  afterAll(async () => {
    await hall?.end();
    await turn?.stop();
  });

  const make = () => page.getByRole('button', { name: say('diagnostics.test_call.make'), exact: true });
  const calls = async () => (await specialist.do('conference.testCalls', {})).calls;

  test('K7-38: line, ways, bandwidth and the hall\'s picture are measured, shown, and kept with who made it', async () => {
    await page.getByText(say('diagnostics.test_call.none')).waitFor();
    await press(page, make());
    await expect.poll(async () => (await calls()).length, patience).toBe(1);
    const [call] = await calls();
    console.log(JSON.stringify(call));
    expect(call).toMatchObject({ line: { roundTripMs: expect.any(Number) as number }, direct: { connectedAfterMs: expect.any(Number) as number, speed: { upMbit: expect.any(Number) as number } } });
    expect(call?.direct.frameRate).toBeGreaterThan(2);
    if (turn) expect(call?.relay).toMatchObject({ connectedAfterMs: expect.any(Number) as number, speed: { downMbit: expect.any(Number) as number } });
    else expect(call?.relay).toBeNull();
    expect(call?.direct.levelDb).toBeGreaterThan(-88);
    await page.getByRole('cell', { name: call?.by ?? '', exact: true }).waitFor();
    await page.getByRole('cell', { name: say('diagnostics.test_call.way.direct'), exact: true }).waitFor();
  });

  test('a TURN server that is gone is told of by name, with what to do', async (context) => {
    if (!turn) return context.skip();
    await turn.stop();
    await press(page, make());
    await page.getByText(say('diagnostics.test_call.problem.no_relay')).waitFor(patience);
    expect((await calls())[0]).toMatchObject({ relay: { connectedAfterMs: null } });
    return undefined;
  });

  test('while a hearing has the hall it is refused, and says so', async () => {
    const secretary = await hall.operator('secretary');
    const { hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ startsAtMs: Date.now() }) });
    await secretary.do('hearing.connect', { hearingId });
    const before = (await calls()).length;
    await press(page, make());
    await page.getByText(say('errors.conference.hall_taken.what')).waitFor(patience);
    expect((await calls()).length).toBe(before);
  });
});
