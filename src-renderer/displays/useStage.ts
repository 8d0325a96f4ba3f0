import { arrange, layoutIn, type Stage, type StageDisplay, type StageLayout } from '#shared/conference/stage.ts';
import type { Camera } from '#shared/domain/hall.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useMemo } from 'react';
import { useConferenceRoom } from '../stores/conference.ts';
import { onStage, toCompare, type OnStage } from './onStage.ts';
import { useSpeaker, useStageSpeaker, type Speaker } from './useSpeaker.ts';

export interface StageState {
  display: StageDisplay;
  layout: StageLayout;
  stage: Stage;
  cameras: readonly Camera[];
  people: readonly OnStage[];
  /** On the judge's display: who waits, to be compared with their photo. */
  waiting: readonly OnStage[];
  /** Is the window there that holds the links? */
  hasPage: boolean;
  speaker: Speaker;
}

/** What stands on a display now: as the secretary laid it out, with who is there and speaks. */
export function useStage(display: StageDisplay, hearing: Hearing | null, cameras: readonly Camera[]): StageState {
  const room = useConferenceRoom();
  const people = useMemo(() => onStage(hearing, room), [hearing, room]);
  const waiting = useMemo(() => (display === 'judge' ? toCompare(hearing, room) : []), [display, hearing, room]);
  const speaker = useSpeaker(people);
  const spokeLast = useStageSpeaker(speaker, display === 'judge');
  const layout = layoutIn(room?.arrangement, hearing?.hearingId ?? null, display);
  const stage = arrange(layout, { display, cameras, people: people.map(({ participant }) => participant), speaker: spokeLast });
  return { display, layout, stage, cameras, people, waiting, hasPage: room?.hasPage ?? false, speaker };
}
