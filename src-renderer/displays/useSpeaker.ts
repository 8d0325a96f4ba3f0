import type { StageSpeaker } from '#shared/conference/stage.ts';
import { useEffect, useRef, useState } from 'react';
import { levels } from '../stores/live.ts';
import type { OnStage } from './onStage.ts';
import { nobody, speakerAt, withThoseElsewhere, type Reading } from './speaker.ts';

/** Nobody in the hall has a microphone of this name. */
const elsewhere = 'elsewhere:';

/** Who speaks: the id of a microphone of the hall, or somebody elsewhere. */
export type Speaker = { kind: 'microphone'; id: string } | { kind: 'person'; id: string } | null;

const speakerOf = (id: string | null): Speaker => {
  if (id === null) return null;
  return id.startsWith(elsewhere) ? { kind: 'person', id: id.slice(elsewhere.length) } : { kind: 'microphone', id };
};

const readingsOf = (people: readonly OnStage[]): Reading[] => people.flatMap(({ participant, person }) => {
  const rmsDb = person.muted || person.link !== 'connected' ? null : (person.quality?.figures.from.levelDb ?? null);
  return rmsDb === null ? [] : [{ id: elsewhere + participant.id, rmsDb }];
});

/** Re-renders only when somebody else speaks. Microphones are heard twenty times a second, those elsewhere as they are measured. */
export function useSpeaker(people: readonly OnStage[]): Speaker {
  const [speakerId, setSpeakerId] = useState<string | null>(null);
  const state = useRef(nobody);
  const heard = useRef<{ microphones: readonly Reading[]; elsewhere: readonly Reading[] }>({ microphones: [], elsewhere: [] });
  const look = useRef(() => {
    state.current = speakerAt(state.current, withThoseElsewhere(heard.current.microphones, heard.current.elsewhere), performance.now());
    setSpeakerId(state.current.speakerId);
  });
  useEffect(() => {
    heard.current.elsewhere = readingsOf(people);
    look.current();
  }, [people]);
  useEffect(() => levels.onLevels(({ microphones }) => {
    heard.current.microphones = microphones;
    look.current();
  }), []);
  return speakerOf(speakerId);
}

/** Who spoke last, for the pictures: a pause changes nothing. On the hall's own display the hall itself is not looked at. */
export function useStageSpeaker(speaker: Speaker, countsHall: boolean): StageSpeaker {
  const [last, setLast] = useState<StageSpeaker>(null);
  const now: StageSpeaker = speaker?.kind === 'person' ? { kind: 'person', id: speaker.id } : speaker && countsHall ? { kind: 'hall' } : last;
  if (JSON.stringify(now) !== JSON.stringify(last)) setLast(now);
  return now;
}
