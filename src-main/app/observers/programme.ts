import { setTimeout as sleep } from 'node:timers/promises';
import { avcPacket, FlvTags, timestampOf, type FlvTag } from '#shared/conference/flvTags.ts';
import { opusConfiguration } from '#shared/conference/opusTags.ts';
import { messageOf } from '#shared/domain/errors.ts';
import type { HallSound, Log, MediaEdge } from '../ports/index.ts';
import { SoundBeside } from './soundBeside.ts';

const againAfterMs = 1000;

interface Source {
  hearingId: string;
  runId: string;
  cameraId: string;
}

interface Deps {
  edge: Pick<MediaEdge, 'open'>;
  hallSound: HallSound;
  log: Log;
}

/** One camera as its recorder sends it, until stopped. A picture that breaks off is begun anew. */
function followCamera({ edge, log }: Pick<Deps, 'edge' | 'log'>, cameraId: string, onTag: (tag: FlvTag) => void): () => void {
  const ending = new AbortController();
  const { signal } = ending;

  const showOnce = async (): Promise<void> => {
    const opened = await edge.open(cameraId);
    if (!opened.ok) return;
    const { body, close } = opened.value;
    if (signal.aborted) return close();
    signal.addEventListener('abort', close, { once: true });
    const tags = new FlvTags();
    for await (const bytes of body) {
      for (const tag of tags.take(bytes)) if (!signal.aborted) onTag(tag);
      if (signal.aborted) break;
    }
    signal.removeEventListener('abort', close);
    return close();
  };

  const show = async (): Promise<void> => {
    while (!signal.aborted) {
      await showOnce().catch((e: unknown) => log.warn('observers', messageOf(e)));
      await sleep(againAfterMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  };
  void show();
  return () => ending.abort();
}

/** The hall as observers see and hear it: its picture tag by tag, and beside it the mixed sound, both as they are recorded and neither encoded again. */
export function followHall(deps: Deps, { cameraId, ...run }: Source, onTag: (tag: FlvTag) => void): () => void {
  let sound = new SoundBeside();
  const stopSound = deps.hallSound.follow(run, (packet) => sound.heard(packet));
  const stopPicture = followCamera(deps, cameraId, (tag) => {
    const packet = avcPacket(tag);
    if (packet === null) return undefined; // what else a stream announces is not so
    onTag(tag);
    if (packet !== 'configuration') return sound.upTo(timestampOf(tag)).forEach(onTag);
    sound = new SoundBeside(); // the camera begins anew, at another place of the timeline perhaps
    return onTag(opusConfiguration());
  });
  return () => {
    stopPicture();
    stopSound();
  };
}
