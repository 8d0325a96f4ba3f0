import type { Ruled } from '#shared/domain/procedure/procedure.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import type { DemandRule } from '#shared/rules/schema/ruleFile.ts';
import type { EventFeed } from '../feed.ts';
import type { Hearings } from '../hearings.ts';
import type { RecordingDesk } from '../recording/recordingDesk.ts';
import type { Clock, Conference, EventStore, Invitations, LinkStore, Log, Uploader } from '../ports/index.ts';
import type { Settings } from '../settings.ts';
import type { RemotePictureDeps } from './remotePicture.ts';
import type { RemoteSoundDeps } from './remoteSound.ts';

/** What the room of a hearing is made of. */
export interface ConferenceDeps extends Pick<RemoteSoundDeps, 'tracks' | 'segments'>, Pick<RemotePictureDeps, 'isPictureRecorded'> {
  conference: Conference;
  uploader: Invitations & Pick<Uploader, 'onChange'>;
  hearings: Pick<Hearings, 'load' | 'execute'>;
  events: Pick<EventStore, 'heads'>;
  feed: Pick<EventFeed, 'onEvent'>;
  settings: Pick<Settings, 'courtServer' | 'hall' | 'arrangement' | 'saveArrangement' | 'testSession' | 'saveTestSession'>;
  /** One hall, one hearing; and its picture for those who try it out. */
  hall: Pick<RecordingDesk, 'currentId' | 'show'>;
  /** What decisions in this hearing demand, and bring with them. */
  demandsOf: (hearing: Hearing) => Ruled<DemandRule>[];
  /** What was measured of the links. */
  links: LinkStore;
  clock: Clock;
  log: Log;
  /** Nothing more of a hearing that is over is waited for. */
  onReceived: () => void;
}
