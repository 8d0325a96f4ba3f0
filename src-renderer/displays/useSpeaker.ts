import { useEffect, useRef, useState } from 'react';
import { levels } from '../stores/live.ts';
import { nobody, speakerAt } from './speaker.ts';

/** The microphone lit now; re-renders only when another one lights up. */
export function useSpeaker(): string | null {
  const [speakerId, setSpeakerId] = useState<string | null>(null);
  const state = useRef(nobody);
  useEffect(() => levels.onLevels(({ microphones }) => {
    state.current = speakerAt(state.current, microphones, performance.now());
    setSpeakerId(state.current.speakerId);
  }), []);
  return speakerId;
}
