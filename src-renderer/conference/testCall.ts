import { figuresBetween, sampleOf, type Sample } from '#shared/conference/quality/sample.ts';
import type { LinkFigures } from '#shared/conference/quality/figures.ts';
import type { Timers } from '#shared/conference/line.ts';
import type { IceServer } from '#shared/conference/messages.ts';
import type { TestCall, TestLeg } from '#shared/domain/remote/testCall.ts';
import type { Connection, ConnectionOptions, Tracks } from '../../src-peer/connection.ts';
import { PeerSession } from '../../src-peer/peerSession.ts';
import { SpeedTest } from '../../src-peer/speedTest.ts';

export interface TestCallWorld {
  open: (options: ConnectionOptions) => Connection;
  timers: Timers;
  newId: () => string;
  /** What the hall shows and says. */
  programme: Tracks;
  /** What the far end sends: it has no camera of its own. */
  nothing: Tracks;
  /** What arrives at the far end; it is decoded where somebody looks at it. */
  onArrived: (tracks: readonly MediaStreamTrack[]) => void;
}

const connectedWithinMs = 15_000;
/** Picture and sound find their own pace first. */
const settledAfterMs = 3000;
const lookEveryMs = 100;
const betweenMs = 1000;

const isTurn = ({ urls }: IceServer): boolean => urls.some((url) => url.startsWith('turn'));

/** Calls the hall from the hall: without a relay, and by way of the relay alone where there is one, so that it is known to work. */
export async function callItself(world: TestCallWorld, iceServers: readonly IceServer[], onLeg: (leg: 'direct' | 'relay') => void): Promise<Pick<TestCall, 'direct' | 'relay'>> {
  onLeg('direct');
  const direct = await leg(world, iceServers.filter((server) => !isTurn(server)), false);
  if (!iceServers.some(isTurn)) return { direct, relay: null };
  onLeg('relay');
  return { direct, relay: await leg(world, iceServers, true) };
}

const unconnected: TestLeg = { connectedAfterMs: null, speed: null, roundTripMs: null, lossPercent: null, frameRate: null, levelDb: null };

async function leg(world: TestCallWorld, iceServers: readonly IceServer[], isRelayOnly: boolean): Promise<TestLeg> {
  const { timers } = world;
  const [hall, far] = pairOf(world, isRelayOnly);
  const beganMs = timers.nowMs();
  for (const { session } of [far, hall]) session.farEndHere(iceServers);
  const isUp = (): boolean => [hall, far].every(({ session }) => session.state.name === 'connected');
  try {
    while (!isUp() && timers.nowMs() - beganMs < connectedWithinMs) await pause(timers, lookEveryMs);
    if (!isUp()) return unconnected;
    const connectedAfterMs = timers.nowMs() - beganMs;
    await pause(timers, settledAfterMs);
    const [sent, received] = await measure(timers, hall.session, far.session);
    const speed = await far.speed.run();
    return {
      connectedAfterMs, speed, roundTripMs: sent?.roundTripMs ?? null, lossPercent: received?.from.lossPercent ?? null,
      frameRate: received?.from.frameRate ?? null, levelDb: sent?.to.levelDb ?? null,
    };
  } finally {
    for (const { session } of [hall, far]) session.close();
  }
}

interface End {
  session: PeerSession;
  speed: SpeedTest;
}

/** Both ends of one link; what one says the other hears, a moment later, as from the line. */
function pairOf(world: TestCallWorld, isRelayOnly: boolean): [End, End] {
  const { timers, newId, open, programme, nothing, onArrived } = world;
  const endOf = (initiator: boolean, other: () => End): End => {
    const session = new PeerSession({
      initiator, timers, newId, tracks: initiator ? programme : nothing, open: (options) => open({ ...options, isRelayOnly }),
      events: {
        onSignal: (signal) => timers.after(0, () => other().session.take(signal)),
        onState: () => undefined,
        onTracks: (tracks) => { if (!initiator) onArrived([...tracks]); },
        onText: (text) => speed.take(text),
      },
    });
    const speed = new SpeedTest({ send: (text) => session.send(text), fill: (text) => session.fill(text), stats: () => session.stats(), timers, answers: () => initiator });
    return { session, speed };
  };
  const hall: End = endOf(true, () => far);
  const far: End = endOf(false, () => hall);
  return [hall, far];
}

/** One second, as each end sees it. */
async function measure(timers: Timers, ...sessions: PeerSession[]): Promise<(LinkFigures | null)[]> {
  const before = await Promise.all(sessions.map(sample));
  await pause(timers, betweenMs);
  const after = await Promise.all(sessions.map(sample));
  return before.map((was, i) => {
    const is = after[i];
    return was && is ? figuresBetween(was, is) : null;
  });
}

async function sample(session: PeerSession): Promise<Sample | null> {
  const report = await session.stats();
  return report ? sampleOf([...report.values()]) : null;
}

const pause = (timers: Timers, ms: number): Promise<void> => new Promise((resolve) => { timers.after(ms, resolve); });
