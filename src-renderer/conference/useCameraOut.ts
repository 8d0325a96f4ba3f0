import { cameraOutAt, givesPicture, nothingOut } from '#shared/conference/cameraOut.ts';
import { cameraIn, layoutIn, stageDisplays } from '#shared/conference/stage.ts';
import { useEffect, useMemo, useRef, useState } from 'react';
import { onStage } from '../displays/onStage.ts';
import { useSpeaker } from '../displays/useSpeaker.ts';
import { useConferenceRoom } from '../stores/conference.ts';
import { useHearing, useSettings, useStatus } from '../stores/live.ts';

/** Which of the hall's cameras is to go out: as the secretary chose, or as who speaks and what is looked at ask for it. The machine's status comes every second, so that nothing is held for longer than it must. */
export function useCameraOut(): string | null {
  const hall = useSettings((s) => s.settings?.hall ?? null);
  const recorder = useStatus((s) => s.status?.recorder ?? null);
  const room = useConferenceRoom();
  const hearingId = room?.hearingId ?? null;
  const { hearing } = useHearing(hearingId);
  const people = useMemo(() => onStage(hearing, room), [hearing, room]);
  const speaker = useSpeaker(people);
  const speaksId = speaker?.kind === 'microphone' ? speaker.id : null;
  const before = useRef(nothingOut);
  const [cameraId, setCameraId] = useState<string | null>(null);
  useEffect(() => {
    if (room === null) return; // what was chosen is not known yet
    before.current = cameraOutAt(before.current, {
      choice: cameraIn(room.arrangement, hearingId),
      cameras: (hall?.cameras ?? []).map(({ id, shows }) => ({ id, shows, gives: recorder === null || givesPicture(recorder, id) })),
      speaksAt: hall?.microphones.find(({ id }) => id === speaksId) ?? null,
      isDocument: stageDisplays.some((display) => layoutIn(room.arrangement, hearingId, display) === 'document'),
    }, performance.now());
    setCameraId(before.current.cameraId);
  }, [hall, recorder, room, hearingId, speaksId]);
  return cameraId;
}
