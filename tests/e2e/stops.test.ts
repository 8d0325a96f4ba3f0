import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Operator } from '#main/cli/demo/operator.ts';
import type { Participant, ProceedingsKind } from '#shared/domain/schedule.ts';
import said from '../../src-participant/words/kk.json' with { type: 'json' };
import { exampleSchedule } from '../fakes/schedule.ts';
import { browsersOfOurs, canCapture, captureWire, watchPorts, type Packet, type Wire } from '../helpers/wire.ts';
import { goTo, hearingOf, press, startHall, typeInto, type Hall } from './fixture.ts';
import { withDevices } from './pictures.ts';
import { shells } from './shells.ts';
import { say } from './texts.ts';

const phoneOf = (attendance: Participant['attendance']): Participant[] => [{ id: 'phone', name: 'Образцова Проба Тестовна', role: 'defendant', attendance }];
/** The requirement's own second. */
const stopsWithinMs = 1000;
const silentForMs = 10_000;
/** Names of computers are asked for by port 5353; of a hearing nothing is in that. */
const namesPort = 5353;

const shell = shells.find(({ name }) => name === 'web') ?? expect.fail('no web shell');

/** Every packet between the hall's browser and a participant's, as the kernel has it: what leaves after the court has ended a link. */
describe.skipIf(!canCapture())('a stop, on the wire', () => {
  let wire: Wire;
  let hall: Hall;
  let desk: Page;
  let links: Page;
  let secretary: Operator;
  let hearingId: string;
  let browser: Browser;
  let phone: Page;
  let hallPorts: ReturnType<typeof watchPorts>;

  beforeAll(async () => {
    wire = await captureWire();
    hall = await startHall(shell);
    secretary = await hall.operator('secretary');
    desk = await hall.window('secretary');
    hallPorts = watchPorts(await browsersOfOurs());
    browser = await chromium.launch(withDevices);
  });
  afterAll(async () => {
    hallPorts?.stop();
    await browser?.close();
    await hall?.end();
    await wire?.stop();
  });

  const button = (name: string) => desk.getByRole('button', { name });
  const standing = (name: string) => desk.getByText(say(`conference.standing.${name}`), { exact: true });
  const whom = () => ({ hearingId, participantId: 'phone' });
  const isAdmitted = async () => (await hearingOf(secretary, hearingId)).remotes.find(({ participantId }) => participantId === 'phone')?.admitted.at(-1)?.toMs === null;

  const fromHall = ({ from, to }: Packet): boolean => hallPorts.ports.has(from) && from !== namesPort && to !== namesPort;
  const toHall = ({ from, to }: Packet): boolean => hallPorts.ports.has(to) && from !== namesPort && to !== namesPort;
  const mediaOfLastSecond = (way: (packet: Packet) => boolean): number => wire.packets.filter((packet) => packet.kind === 'media' && packet.atMs > Date.now() - 1000 && way(packet)).length;
  const carries = async (): Promise<void> => {
    for (const way of [fromHall, toHall]) await expect.poll(() => mediaOfLastSecond(way), { timeout: 40_000 }).toBeGreaterThan(10);
  };

  async function begin(proceedings: ProceedingsKind, attendance: Participant['attendance']): Promise<void> {
    const schedule = exampleSchedule({ proceedings, caseNumber: `ДЕМО-${proceedings}`, startsAtMs: Date.now(), participants: phoneOf(attendance) });
    ({ hearingId } = await secretary.do('schedule.add', { schedule }));
    await secretary.do('hearing.connect', { hearingId });
    await goTo(desk, `#/hearing/${hearingId}`);
  }

  async function comesIn(): Promise<void> {
    await phone?.context().close();
    const { url } = await secretary.do('conference.invite', whom());
    phone = await (await browser.newContext({ locale: 'kk-KZ' })).newPage();
    await phone.goto(url);
    await phone.getByRole('button', { name: said.devices.ready }).click();
    await standing('waiting').waitFor({ timeout: 40_000 });
    await letIn();
  }
  async function letIn(): Promise<void> {
    await secretary.do('conference.admit', { ...whom(), admitted: true });
    await phone.getByText(said.room.in_session).waitFor();
    await carries();
  }

  /** From the window with the links: when it was told to end something. */
  const toldMs = (): Promise<number[]> => links.evaluate(() => (window as unknown as { told: number[] }).told);
  const listenToWindow = () => links.evaluate(() => {
    const of = window as unknown as { told: number[]; courtroomLinks: { take(item: { type: string }): void } };
    const take = of.courtroomLinks.take.bind(of.courtroomLinks);
    of.told = [];
    of.courtroomLinks.take = (item) => {
      if (['stopped', 'over', 'ended'].includes(item.type)) of.told.push(Date.now());
      take(item);
    };
  });

  /** After what the court has decided here not one packet leaves the hall, from a second later on; and none comes to it either. */
  async function ends(what: string, decide: () => Promise<unknown>): Promise<void> {
    const before = (await toldMs()).length;
    await decide();
    const acknowledgedMs = Date.now();
    await expect.poll(async () => (await toldMs()).length).toBeGreaterThan(before);
    const stoppedMs = (await toldMs())[before] ?? expect.fail('never told');
    await pause(stoppedMs + stopsWithinMs + silentForMs - Date.now());
    const after = wire.packets.filter(({ atMs }) => atMs > stoppedMs);
    const lastOf = (some: readonly Packet[]): string => (some.length === 0 ? 'none' : `${some.length}, the last ${((some.at(-1)?.atMs ?? 0) - stoppedMs).toFixed(1)} ms after the window was told`);
    const media = after.filter((packet) => packet.kind === 'media');
    console.log(`${what}: told ${stoppedMs - acknowledgedMs} ms after the acknowledgement; media out of the hall: ${lastOf(media.filter(fromHall))}; into it: ${lastOf(media.filter(toHall))}`);
    for (const kind of ['stun', 'dtls', 'dtls_alert', 'other', 'turn'] as const) {
      const [out, back] = [fromHall, toHall].map((way) => after.filter((packet) => packet.kind === kind && way(packet)));
      if (out && back && out.length + back.length > 0) console.log(`  ${kind}: out ${lastOf(out)}; in ${lastOf(back)}`);
    }
    expect(after.filter((packet) => fromHall(packet) && packet.atMs > stoppedMs + stopsWithinMs)).toEqual([]);
    expect(after.filter((packet) => toHall(packet) && packet.atMs > stoppedMs + silentForMs / 2)).toEqual([]); // told by way of the court server, whose way may be long
  }

  describe('a civil case', () => {
    test('somebody is in the hearing, and packets of picture and sound go both ways', async () => {
      await begin('civil', 'own_device');
      const opened = desk.waitForEvent('popup');
      await press(desk, button(say('conference.links.open')));
      links = await opened;
      await links.waitForFunction(() => 'courtroomLinks' in window);
      await listenToWindow();
      await secretary.do('hearing.open', { hearingId });
      await comesIn();
    });

    test('K7-6: the secretary closes the hearing to the public: nothing leaves any more, and the participant reads why', async () => {
      await ends('closed ruling', async () => {
        await press(desk, button(say('insession.action.closeToPublic.button')));
        await typeInto(desk, desk.getByLabel(say('insession.form.reason')), 'Отбасы құпиясы');
        await press(desk, button(say('insession.action.closeToPublic.do')));
        await expect.poll(async () => (await hearingOf(secretary, hearingId)).phase.name).toBe('closed_section');
      });
      await phone.getByText(said.room.stopped_closed).waitFor();
      expect(await phone.getByText(said.room.waiting_more).count()).toBe(0);
      expect(await isAdmitted()).toBe(false);
      await expect(secretary.do('conference.admit', { ...whom(), admitted: true })).rejects.toThrow('conference.stopped');
    });

    test('in public again, the link comes back by itself, into the waiting room; who was in the hearing has to be let in anew', async () => {
      await press(desk, button(say('insession.action.reopen.button')));
      await press(desk, button(say('insession.action.reopen.do')));
      await standing('waiting').waitFor({ timeout: 40_000 });
      await phone.getByText(said.room.waiting_more).waitFor();
      await carries();
      expect(await isAdmitted()).toBe(false);
      await letIn();
    });

    test('who is excluded by ruling gets nothing more, and does not come back', async () => {
      await ends('excluded', () => secretary.do('conference.revoke', { ...whom(), why: 'excluded' }));
      await phone.getByText(said.refused.excluded).waitFor();
    });

    test('with credentials that were withdrawn neither', async () => {
      await comesIn();
      await ends('revoked', () => secretary.do('conference.revoke', { ...whom(), why: 'revoked' }));
      await phone.getByText(said.refused.revoked).waitFor();
    });

    test('with the hearing every link ends', async () => {
      await comesIn();
      await ends('closed hearing', () => secretary.do('hearing.close', { hearingId }));
      await phone.getByText(said.refused.closed).waitFor();
    });
  });

  describe('a criminal case, the accused in an institution', () => {
    test('somebody is in the next hearing', async () => {
      await expect.poll(async () => (await hearingOf(secretary, hearingId)).phase.name, { timeout: 60_000 }).toMatch(/sealed|handed_over/u);
      await begin('criminal', 'institution');
      await secretary.do('hearing.open', { hearingId });
      await comesIn();
    });

    test('K185-6: closed to the public, with the judge\'s word that the link goes on, it goes on', async () => {
      await secretary.do('procedure.answer', { hearingId, demand: 'criminal-k185/closing_choice', answers: [{ ask: 'link', answer: 'keep' }] });
      await secretary.do('hearing.closeToPublic', { hearingId, reason: 'Куәнің қауіпсіздігі' });
      await pause(2000);
      await carries();
      expect(await isAdmitted()).toBe(true);
      await secretary.do('hearing.resume', { hearingId });
    });

    test('K185-24: an emergency at the institution ends the link at once, until the court sits again', async () => {
      await ends('emergency', () => secretary.do('procedure.answer', { hearingId, demand: 'criminal-k185/emergency', answers: [{ ask: 'what', answer: 'disaster' }] }));
      await phone.getByText(said.room.stopped).waitFor();
      await secretary.do('hearing.recess', { hearingId, reason: 'Мекемедегі жағдай' });
      await secretary.do('hearing.resume', { hearingId });
      await standing('waiting').waitFor({ timeout: 40_000 });
      await carries();
      expect(await isAdmitted()).toBe(false);
    });

    test('the kernel has kept every packet for this test', async () => {
      expect(await wire.stop()).toBe(0);
    });
  });
});
