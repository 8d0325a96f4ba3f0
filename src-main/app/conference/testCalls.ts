import { randomUUID } from 'node:crypto';
import type { IceServer } from '#shared/conference/messages.ts';
import { appError, type AppError } from '#shared/domain/errors.ts';
import type { KeptTestCall, TestCall } from '#shared/domain/remote/testCall.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Clock, Conference, RoomLine, Uploader } from '../ports/index.ts';
import type { RecordingDesk } from '../recording/recordingDesk.ts';
import type { CourtServerSettings, Settings } from '../settings.ts';
import type { ConferenceDesk } from './conferenceDesk.ts';

interface Deps {
  conference: Conference;
  uploader: Pick<Uploader, 'measure'>;
  settings: Pick<Settings, 'courtServer' | 'hall' | 'testCalls' | 'saveTestCalls'>;
  hall: Pick<RecordingDesk, 'currentId' | 'show'>;
  desk: Pick<ConferenceDesk, 'state'>;
  clock: Pick<Clock, 'nowMs'>;
}

/** Longer than a call takes; a window that was closed in the middle of it says nothing. */
const shownForMs = 90_000;
const answersWithinMs = 8000;
const kept = 20;

/** Test calls of this hall with itself, by the court server's ways through the network: nobody else is needed. */
export class TestCalls {
  readonly #d: Deps;
  #ending: NodeJS.Timeout | undefined;

  constructor(deps: Deps) {
    this.#d = deps;
  }

  /** Shows the hall for a while, and tells by which ways a participant would be connected. */
  async begin(): Promise<Result<{ iceServers: IceServer[]; line: TestCall['line'] }>> {
    const { settings, uploader, hall, desk } = this.#d;
    const server = await settings.courtServer();
    if (!server) return err(appError('court_server.not_configured'));
    if (!(await settings.hall())) return err(appError('hearing.no_hall'));
    const line = await uploader.measure();
    if (!line.ok) return line;
    const iceServers = await this.#iceServers(server);
    if (!iceServers.ok) return iceServers;
    if (desk.state().hearingId !== null || hall.currentId() !== null) return err(appError('conference.hall_taken'));
    await this.#show();
    return ok({ iceServers: iceServers.value, line: { roundTripMs: line.value.roundTripMs, upMbit: line.value.upMbit } });
  }

  async keep(call: TestCall, by: string): Promise<void> {
    const { settings, clock } = this.#d;
    await this.#hide();
    await settings.saveTestCalls([{ ...call, atMs: clock.nowMs(), by }, ...(await settings.testCalls())].slice(0, kept));
  }

  /** The newest first. */
  last = (): Promise<KeptTestCall[]> => this.#d.settings.testCalls();

  async #show(): Promise<void> {
    clearTimeout(this.#ending);
    this.#ending = setTimeout(() => void this.#hide().catch(() => undefined), shownForMs).unref(); // the recorder tells what is wrong with it
    await this.#d.hall.show(true, 'test_call');
  }

  async #hide(): Promise<void> {
    clearTimeout(this.#ending);
    await this.#d.hall.show(false, 'test_call');
  }

  /** In a room of its own, which is no hearing's. */
  #iceServers(server: CourtServerSettings): Promise<Result<IceServer[]>> {
    const { promise, resolve } = Promise.withResolvers<Result<IceServer[]>>();
    const fail = (error: AppError): void => resolve(err(error));
    const timer = setTimeout(() => fail(appError('court_server.unreachable')), answersWithinMs);
    const line: RoomLine = this.#d.conference.enter(server, randomUUID(), {
      onMessage: (message) => { if (message.type === 'welcome') resolve(ok(message.iceServers)); },
      onState: (state) => { if (state !== 'connecting' && state !== 'open') fail(appError('court_server.refused', { detail: state })); },
    });
    return promise.finally(() => {
      clearTimeout(timer);
      line.close();
    });
  }
}
