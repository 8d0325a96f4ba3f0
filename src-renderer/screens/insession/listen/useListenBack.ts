import type { Hearing, Mark } from '#shared/domain/hearing/state.ts';
import { useState } from 'react';
import { mediaUrl, statusFeed } from '../../../stores/live.ts';
import { consoleNowMs } from '../../../stores/status.ts';
import { lastStretch, soundUntilMs, stretchAt, type Stretch } from './stretch.ts';

interface Playing extends Stretch {
  url: string;
  micId: string | null;
}

export interface ListenBack {
  playing: Playing | null;
  /** Channel listened to alone; null is the mix. */
  soloId: string | null;
  /** The last so many milliseconds; while something plays, stops it. */
  toggle: (lengthMs: number) => void;
  playFrom: (mark: Mark) => void;
  /** Chooses the channel and plays from it: what plays already is played again from there. */
  solo: (micId: string | null) => void;
  stop: () => void;
}

export const shortMs = 10_000;
export const longMs = 30_000;

function now(): { nowMs: number; mediaUntilMs: number | null } {
  const state = statusFeed.store.getState();
  return { nowMs: consoleNowMs(state, performance.now()) ?? Date.now(), mediaUntilMs: soundUntilMs(state.status?.recorder.captures ?? []) };
}

/** Listening to what was just recorded, from the file itself, while recording goes on. */
export function useListenBack(hearing: Hearing): ListenBack {
  const [playing, setPlaying] = useState<Playing | null>(null);
  const [soloId, setSoloId] = useState<string | null>(null);

  const play = (stretch: Stretch | null, micId: string | null) => {
    if (!stretch) return setPlaying(null);
    const params = { fromMs: stretch.fromMs, toMs: stretch.toMs, ...(micId === null ? {} : { mic: micId }) };
    setPlaying({ ...stretch, micId, url: mediaUrl(`/media/listen/${hearing.hearingId}.wav`, params) });
  };
  const last = (lengthMs: number) => {
    const { nowMs, mediaUntilMs } = now();
    return lastStretch(hearing, lengthMs, nowMs, mediaUntilMs);
  };
  return {
    playing,
    soloId,
    toggle: (lengthMs) => (playing ? setPlaying(null) : play(last(lengthMs), soloId)),
    playFrom(mark) {
      const { nowMs, mediaUntilMs } = now();
      play(stretchAt(hearing, mark.atMs, longMs, nowMs, mediaUntilMs), soloId);
    },
    solo(micId) {
      setSoloId(micId);
      play(playing ?? last(shortMs), micId);
    },
    stop: () => setPlaying(null),
  };
}
