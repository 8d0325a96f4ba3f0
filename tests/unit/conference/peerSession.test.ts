import { beforeEach, expect, test } from 'vitest';
import type { LinkState } from '#shared/conference/link.ts';
import { largePicture, pictureLimitFor, type PictureLimit } from '#shared/conference/pictureLimit.ts';
import type { PeerSignal } from '#shared/conference/talk.ts';
import { PeerSession } from '../../../src-peer/peerSession.ts';
import type { Connection, ConnectionOptions, Tracks } from '../../../src-peer/connection.ts';
import { HandTime } from './handTime.ts';

interface End extends Connection {
  far: End | null;
  up: boolean;
  keyFrames: number;
  limit: PictureLimit | null;
  /** Some way to the far end is being tried. */
  isTried: boolean;
}

/** A network with two ends: pictures arrive while the way is open and both ends have it. A way that was silent for long is tried again by both, or not at all. */
class Network {
  isOpen = true;
  canConnect = true;
  readonly #time: HandTime;
  readonly ends = new Map<End, ConnectionOptions & { answered: boolean }>();

  constructor(time: HandTime) {
    this.#time = time;
  }

  open = (options: ConnectionOptions): Connection => {
    const connection: End = {
      far: null, up: false, keyFrames: 0, limit: null, isTried: true,
      signal: (signal) => this.#signalled(connection, signal),
      send: (text) => {
        if (!connection.up) return false;
        const far = connection.far;
        if (this.isOpen && far) this.#time.after(1, () => this.ends.get(far)?.events.onText(text));
        return true;
      },
      fill: async (text) => connection.send(text),
      retry: () => { connection.isTried = true; },
      limitPicture: async (limit) => { connection.limit = limit; },
      replaceTrack: async () => undefined,
      stats: async () => new Map(),
      sendKeyFrame: async () => { connection.keyFrames += 1; },
      close: () => { connection.up = false; this.ends.delete(connection); },
    };
    this.ends.set(connection, { ...options, answered: false });
    this.#flow(connection, options, 0);
    if (options.initiator) options.events.onSignal({ type: 'offer', sdp: this.#number(connection) });
    return connection;
  };

  /** What the far end sends, ten times a second. */
  #flow(connection: End, options: ConnectionOptions, silentMs: number): void {
    this.#time.after(100, () => {
      if (!this.ends.has(connection)) return;
      const { far } = connection;
      if (silentMs > 15_000) connection.isTried = false;
      const comes = this.isOpen && connection.up && far !== null && this.ends.has(far) && connection.isTried && far.isTried;
      if (comes) options.events.onCarried();
      this.#flow(connection, options, comes || silentMs > 15_000 ? 0 : silentMs + 100);
    });
  }

  readonly #byNumber: End[] = [];
  #number(connection: End): string {
    return String(this.#byNumber.push(connection) - 1);
  }

  #signalled(self: End, signal: PeerSignal): void {
    if (!('sdp' in signal)) return;
    const { type, sdp } = signal;
    const far = this.#byNumber[Number(sdp)];
    if (!far) return;
    self.far = far;
    if (type === 'offer') this.ends.get(self)?.events.onSignal({ type: 'answer', sdp: this.#number(self) });
    else if (this.isOpen && this.canConnect) this.#time.after(300, () => { self.up = true; far.up = true; this.ends.get(self)?.events.onTrack({ id: 'far' } as MediaStreamTrack); });
  }
}

let time: HandTime;
let network: Network;
let hall: PeerSession;
let participant: PeerSession;
let states: LinkState['name'][];
let tracksHeard: number;
let textsHeard: string[];
let lineIsOpen: boolean;

beforeEach(() => {
  [time, states, tracksHeard, textsHeard, lineIsOpen] = [new HandTime(), [], 0, [], true];
  network = new Network(time);
  const tracks = {} as Tracks;
  let ids = 0;
  const make = (initiator: boolean, far: () => PeerSession, seen: boolean): PeerSession => new PeerSession({
    initiator, tracks, timers: time, newId: () => `c${ids++}`, open: network.open,
    events: {
      onSignal: (signal) => { if (lineIsOpen) time.after(5, () => far().take(signal)); },
      onState: ({ name }) => { if (seen) states.push(name); },
      onTracks: () => { if (seen) tracksHeard += 1; },
      onText: (text) => { if (seen) textsHeard.push(text); },
    },
  });
  hall = make(true, () => participant, true);
  participant = make(false, () => hall, false);
});

function lineComes(): void {
  lineIsOpen = true;
  hall.farEndHere([]);
  participant.farEndHere([]);
}
function lineGoes(): void {
  lineIsOpen = false;
  hall.farEndAway();
  participant.farEndAway();
}

test('who comes on the line is connected at once, and both ends know', () => {
  lineComes();
  time.pass(600);
  expect(states).toEqual(['connecting', 'connected']);
  expect(participant.state.name).toBe('connected');
  expect(network.ends.size).toBe(2);
});

test('a short cut heals on the same connection, and the next picture is a whole one', () => {
  lineComes();
  time.pass(1000);
  network.isOpen = false;
  time.pass(2000);
  expect(states.at(-1)).toBe('reconnecting');
  const [before] = network.ends.keys();
  network.isOpen = true;
  time.pass(300);
  expect(states.at(-1)).toBe('connected');
  expect([...network.ends.keys()][0]).toBe(before);
  expect(before?.keyFrames).toBeGreaterThan(0);
});

test('a connection that was silent for minutes comes back with the way, before the line does, and it is the same one', () => {
  lineComes();
  time.pass(1000);
  network.isOpen = false;
  time.pass(4000);
  lineGoes();
  time.pass(300_000);
  const [before] = network.ends.keys();
  network.isOpen = true;
  time.pass(5100);
  expect(states.at(-1)).toBe('connected');
  expect([...network.ends.keys()][0]).toBe(before);
});

test('after a long cut another connection is built as soon as the line is back', () => {
  lineComes();
  time.pass(1000);
  network.isOpen = false;
  time.pass(2000);
  lineGoes();
  time.pass(120_000);
  for (const [connection, { events }] of network.ends) { connection.close(); events.onEnd(); } // as after half a minute they do
  const heardBefore = tracksHeard;
  network.isOpen = true;
  lineComes();
  time.pass(700);
  expect(states.at(-1)).toBe('connected');
  expect(tracksHeard).toBeGreaterThan(heardBefore);
});

test('a way that is gone although the line stands is replaced after a moment of patience', () => {
  lineComes();
  time.pass(1000);
  for (const connection of network.ends.keys()) connection.far = null; // another address: nothing arrives on the old way
  time.pass(7000);
  expect(states.at(-1)).toBe('connected');
  expect(network.ends.size).toBe(2);
});

test('a page that is new is not waited for', () => {
  lineComes();
  time.pass(1000);
  hall.forget();
  hall.farEndHere([]);
  time.pass(600);
  expect(states.slice(-2)).toEqual(['connecting', 'connected']);
});

test('what cannot be built is tried on, more slowly, and said to have failed', () => {
  network.canConnect = false;
  lineComes();
  time.pass(60_000);
  expect(states).toEqual(['connecting', 'failed']);
  expect(network.ends.size).toBeLessThanOrEqual(2);
  network.canConnect = true;
  time.pass(11_000);
  expect(states.at(-1)).toBe('connected');
});

test('nothing is built while the far end is not on the line', () => {
  time.pass(10_000);
  expect(network.ends.size).toBe(0);
  expect(hall.state.name).toBe('away');
});

test('closed, nothing carries and nothing comes back', () => {
  lineComes();
  time.pass(1000);
  hall.close();
  time.pass(30_000);
  expect(hall.state.name).toBe('closed');
  expect([...network.ends.values()].filter(({ initiator }) => initiator)).toHaveLength(0);
});

test('what the far end says on the connection that carries is passed on', () => {
  expect(participant.send('too early')).toBe(false);
  hall.farEndHere([]);
  participant.farEndHere([]);
  time.pass(2000);
  expect(participant.send('hello')).toBe(true);
  time.pass(1000);
  expect(textsHeard).toEqual(['hello']);
});

test.each(['offer', 'sfu'] as const)('a participant opens what the hall begins, of the kind that it begins: %s', (type) => {
  const opened: ConnectionOptions[] = [];
  const asleep: Connection = {
    signal: () => undefined, retry: () => undefined, limitPicture: async () => undefined, send: () => false, fill: async () => false, replaceTrack: async () => undefined,
    stats: async () => new Map(), sendKeyFrame: async () => undefined, close: () => undefined,
  };
  const session = new PeerSession({
    initiator: false, tracks: {} as Tracks, timers: new HandTime(), newId: () => 'own', open: (options) => { opened.push(options); return asleep; },
    events: { onSignal: () => undefined, onState: () => undefined, onTracks: () => undefined, onText: () => undefined },
  });
  session.take({ type: 'signal', connectionId: 'c1', signal: { type: 'renegotiate', renegotiate: true } });
  session.take({ type: 'signal', connectionId: 'c1', signal: type === 'sfu' ? { type } : { type, sdp: 'v=0' } });
  expect(opened).toMatchObject([{ connectionId: 'c1', initiator: false, isThroughSfu: type === 'sfu' }]);
});

test('how large a picture may be is kept to by the connection there is and by every later one', () => {
  hall.limitPicture(largePicture);
  lineComes();
  time.pass(1000);
  const limits = (): (PictureLimit | null)[] => [...network.ends].filter(([, { initiator }]) => initiator).map(([{ limit }]) => limit);
  expect(limits()).toEqual([largePicture]);
  hall.limitPicture(pictureLimitFor(6));
  expect(limits()).toEqual([pictureLimitFor(6)]);
  hall.renew();
  expect(limits()).toEqual([pictureLimitFor(6), pictureLimitFor(6)]);
});
