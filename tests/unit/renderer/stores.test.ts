import { describe, expect, it, vi } from 'vitest';
import { createHearings, followHearing, type HearingFeed } from '../../../src-renderer/stores/hearing.ts';
import { createLevels } from '../../../src-renderer/stores/levels.ts';
import { createPreferences, savedPreferences, takeViewing } from '../../../src-renderer/stores/preferences.ts';
import { createSession } from '../../../src-renderer/stores/session.ts';
import { ageMs, consoleNowMs, createStatus } from '../../../src-renderer/stores/status.ts';
import { createClient } from '../../../src-renderer/transport/client.ts';
import { Memory } from '../../fakes/console/memory.ts';
import { statusNow, fairWeather } from '../../fakes/console/status.ts';
import { fakeLink, settled } from './fakeLink.ts';

const memory = new Memory(Date.UTC(2026, 10, 21, 6));
const hearing = [...memory.hearings.values()][2];
if (!hearing) throw new Error('the fake day has a third hearing');
const { hearingId } = hearing;
const lastSeq = memory.seqOf(hearingId);
const by = { userId: 'u', name: 'n', role: 'secretary' as const };
const record = (seq: number, event: object) => ({ seq, eventId: `e${seq}`, hearingId, event, committedAtMs: 1, monotonicMs: 1, by });

async function connected(prepare: () => Promise<void> = async () => undefined) {
  const fake = fakeLink();
  const client = createClient(fake.link);
  client.start(prepare);
  await fake.up();
  return { ...fake, client };
}

const aFrame = () => new Promise((resolve) => { setTimeout(resolve, 40); });
const subId = (sent: { k: string; id: number }[]) => sent.findLast((m) => m.k === 'sub')?.id ?? -1;

describe('hearing feed', () => {
  it('shows the snapshot, then every event after it, each once', async () => {
    const { client, answer, say, sent, last } = await connected();
    const feed = followHearing(client, hearingId);
    await answer('hearing.get', { seq: lastSeq, hearing });
    expect(last('events').input).toEqual({ afterSeq: lastSeq, hearingId });
    const id = subId(sent);
    const mark = { type: 'markAdded', markId: 'm1', atMs: Date.UTC(2026, 10, 21, 7), template: 'note', text: 'x' };
    say({ k: 'item', id, value: record(lastSeq, { ...mark, markId: 'old' }) });
    say({ k: 'item', id, value: record(lastSeq + 5, mark) });
    say({ k: 'item', id, value: record(lastSeq + 5, mark) });
    await aFrame();
    expect(feed.store.getState().hearing?.marks).toHaveLength(hearing.marks.length + 1);
    expect(feed.store.getState().seq).toBe(lastSeq + 5);
  });

  it('shows a burst of events a frame at a time, all of them and in order', async () => {
    const { client, answer, say, sent } = await connected();
    const feed = followHearing(client, hearingId);
    await answer('hearing.get', { seq: lastSeq, hearing });
    let pictures = 0;
    feed.store.subscribe(() => { pictures += 1; });
    const id = subId(sent);
    for (let n = 1; n <= 500; n += 1) say({ k: 'item', id, value: record(lastSeq + n, { type: 'markAdded', markId: `m${n}`, atMs: Date.UTC(2026, 10, 21, 7) + n, template: 'note', text: '' }) });
    await vi.waitFor(() => expect(feed.store.getState().seq).toBe(lastSeq + 500));
    expect(feed.store.getState().hearing?.marks.slice(-500).map((m) => m.markId)).toEqual(Array.from({ length: 500 }, (_, i) => `m${i + 1}`));
    expect(pictures).toBe(2);
  });

  it('asks for the snapshot again when the console ends the stream', async () => {
    const { client, answer, say, sent } = await connected();
    followHearing(client, hearingId);
    await answer('hearing.get', { seq: lastSeq, hearing });
    say({ k: 'end', id: subId(sent), error: { code: 'internal.unexpected' } });
    expect(sent.filter((m) => m.k === 'call')).toHaveLength(2);
  });

  it('asks again by itself when the link is back', async () => {
    const fake = fakeLink();
    const client = createClient(fake.link);
    client.start(async () => undefined);
    const feed = followHearing(client, hearingId);
    await settled();
    expect(feed.store.getState().error?.code).toBe('link.lost');
    await fake.up();
    await fake.answer('hearing.get', { seq: lastSeq, hearing });
    expect(feed.store.getState()).toMatchObject({ error: null, seq: lastSeq });
  });

  it('asked for in the very moment in which the window has signed in, is there', async () => {
    const fake = fakeLink();
    const client = createClient(fake.link);
    let feed: HearingFeed | undefined;
    client.start(async () => { queueMicrotask(() => { feed = followHearing(client, hearingId); }); }); // as a screen that is drawn at once
    await fake.up();
    await fake.answer('hearing.get', { seq: lastSeq, hearing });
    expect(feed?.store.getState()).toMatchObject({ error: null, seq: lastSeq });
  });

  it('is one feed for however many look at it, and ends with the last', async () => {
    const { client, answer, sent } = await connected();
    const hearings = createHearings(client);
    const feed = hearings.enter(hearingId);
    expect(hearings.enter(hearingId).store).toBe(feed.store);
    await answer('hearing.get', { seq: lastSeq, hearing });
    hearings.leave(hearingId);
    expect(sent.some((m) => m.k === 'unsub')).toBe(false);
    hearings.leave(hearingId);
    expect(sent.at(-1)?.k).toBe('unsub');
  });
});

describe('session', () => {
  const setup = { configured: true, demo: true, hallName: 'H', version: '1' };
  const user = { userId: 'u', name: 'n', login: 'l', role: 'secretary', disabled: false };
  const box = (token: string | null) => ({ token, read() { return this.token; }, write(t: string | null) { this.token = t; } });

  /** A window that has just been told that the console is set up. */
  const connected = async (tokens: ReturnType<typeof box>) => {
    const fake = fakeLink();
    const client = createClient(fake.link);
    const session = createSession(client, tokens);
    client.start(session.prepare);
    await fake.up();
    await fake.answer('setup.state', setup);
    return { fake, client, session };
  };

  it('signs in again with the window\'s token', async () => {
    const tokens = box('kept');
    const { fake, session } = await connected(tokens);
    expect(fake.last('session.resume').input).toEqual({ token: 'kept' });
    await fake.answer('session.resume', { user, token: 'kept' });
    expect(session.store.getState()).toMatchObject({ phase: 'signed_in', token: 'kept' });
  });

  it('forgets a token the console no longer knows, but not because a link broke', async () => {
    const tokens = box('kept');
    const { fake, session } = await connected(tokens);
    fake.down();
    await settled();
    expect(tokens.token).toBe('kept');
    await fake.up();
    await fake.answer('setup.state', setup);
    await fake.refuse('session.resume', { code: 'auth.required' });
    expect(tokens.token).toBeNull();
    expect(session.store.getState().phase).toBe('signed_out');
  });

  it('begins with the first start when the console is not set up', async () => {
    const fake = fakeLink();
    const client = createClient(fake.link);
    const session = createSession(client, box(null));
    client.start(session.prepare);
    await fake.up();
    await fake.answer('setup.state', { ...setup, configured: false });
    expect(session.store.getState().phase).toBe('first_start');
  });

  it('forgets a sign-in that the console has ended, and asks who is there', async () => {
    const tokens = box('kept');
    const { fake, client, session } = await connected(tokens);
    await fake.answer('session.resume', { user, token: 'kept' });
    const stop = createStatus(client, () => 0).start(session.ended);
    session.ended({ code: 'internal.unexpected' });
    expect(session.store.getState().phase).toBe('signed_in');
    fake.say({ k: 'end', id: fake.last('status').id, error: { code: 'auth.required' } });
    expect(session.store.getState()).toMatchObject({ phase: 'signed_out', token: null });
    expect(tokens.token).toBeNull();
    stop();
  });
});

describe('status', () => {
  const status = statusNow(memory, fairWeather());

  it('knows the console\'s time and silence from a clock that does not jump', () => {
    const state = { status: { ...status, nowMs: 1_000_000 }, receivedAtMs: 500 };
    expect(consoleNowMs(state, 2500)).toBe(1_002_000);
    expect(ageMs(state, 2500)).toBe(2000);
    expect(consoleNowMs({ status: null, receivedAtMs: null }, 5)).toBeNull();
  });
});

describe('status feed', () => {
  it('forgets with its end: the next to sign in is told of no console that was silent, and of no hearing of before', async () => {
    const { client, say, sent } = await connected();
    const feed = createStatus(client, () => 5);
    const stop = feed.start();
    say({ k: 'item', id: subId(sent), value: statusNow(memory, fairWeather()) });
    expect(feed.store.getState()).toMatchObject({ status: { currentHearingId: hearingId }, receivedAtMs: 5 });
    stop();
    expect(feed.store.getState()).toEqual({ status: null, receivedAtMs: null });
  });
});

describe('levels', () => {
  it('runs the stream only while somebody listens', async () => {
    const { client, sent, say } = await connected();
    const levels = createLevels(client);
    const one = vi.fn();
    const other = vi.fn();
    const stopOne = levels.onLevels(one);
    const stopOther = levels.onLevels(other);
    expect(sent.filter((m) => m.k === 'sub')).toHaveLength(1);
    say({ k: 'item', id: subId(sent), value: { atMs: 1, microphones: [] } });
    expect([one.mock.calls.length, other.mock.calls.length]).toEqual([1, 1]);
    stopOne();
    expect(sent.at(-1)?.k).toBe('sub');
    stopOther();
    expect(sent.at(-1)?.k).toBe('unsub');
  });
});

describe('preferences', () => {
  const usual = { diagonalInch: 43, distanceM: 5 };
  const storage = (text: string | null) => ({ text, getItem() { return this.text; }, setItem(_: string, value: string) { this.text = value; } });

  it('are Kazakh and light where nothing readable was kept', () => {
    for (const text of [null, 'nonsense', '{"language":"xx","theme":"light"}']) expect(savedPreferences(storage(text))).toEqual({ language: 'kk', theme: 'light', viewing: usual });
  });

  it('are kept', () => {
    const kept = storage(null);
    createPreferences(kept).setState({ language: 'ru' });
    expect(savedPreferences(kept)).toEqual({ language: 'ru', theme: 'light', viewing: usual });
  });

  it('kept before there was a viewing distance, or with one that cannot be, keep the rest', () => {
    expect(savedPreferences(storage('{"language":"ru","theme":"dark"}'))).toEqual({ language: 'ru', theme: 'dark', viewing: usual });
    expect(savedPreferences(storage('{"language":"ru","theme":"dark","viewing":{"diagonalInch":-1,"distanceM":5}}')).viewing).toEqual(usual);
  });

  it('another window changes how the display is read, and nothing else', () => {
    const store = createPreferences(storage(null));
    takeViewing(store, storage('{"language":"ru","theme":"dark","viewing":{"diagonalInch":55,"distanceM":4}}'));
    expect(store.getState()).toEqual({ language: 'kk', theme: 'light', viewing: { diagonalInch: 55, distanceM: 4 } });
  });
});
