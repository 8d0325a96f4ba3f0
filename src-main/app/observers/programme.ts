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

/** What observers are shown, until stopped. */
export interface Programme {
  /** Another camera. The one before goes on until this one has a picture to begin with. */
  show(cameraId: string): void;
  stop(): void;
}

interface Camera {
  cameraId: string;
  configuration: FlvTag | null;
  stop: () => void;
}

/** The hall as observers see and hear it: its picture tag by tag, and beside it the mixed sound, both as they are recorded and neither encoded again. */
export function followHall(deps: Deps, { cameraId: first, ...run }: Source, onTag: (tag: FlvTag) => void): Programme {
  let sound = new SoundBeside();
  let shown: Camera | null = null;
  let next: Camera | null = null;
  let lastMs = -1;
  const stopSound = deps.hallSound.follow(run, (packet) => sound.heard(packet));

  const begins = (configuration: FlvTag): void => [configuration, opusConfiguration()].forEach(onTag);
  const pictureOf = (tag: FlvTag): void => {
    lastMs = timestampOf(tag);
    onTag(tag);
    sound.upTo(lastMs).forEach(onTag);
  };
  /** All cameras count from the beginning of the timeline: what the one before has shown already is not shown again. */
  const takeOver = (camera: Camera, configuration: FlvTag, key: FlvTag): void => {
    shown?.stop();
    [shown, next] = [camera, null];
    begins(configuration);
    pictureOf(key);
  };
  const take = (camera: Camera, tag: FlvTag): void => {
    const packet = avcPacket(tag);
    if (packet === null) return; // what else a stream announces is not so
    if (packet === 'configuration') camera.configuration = tag;
    if (camera === next && packet === 'key' && camera.configuration && timestampOf(tag) > lastMs) return takeOver(camera, camera.configuration, tag);
    if (camera !== shown) return;
    if (packet !== 'configuration') return pictureOf(tag);
    sound = new SoundBeside(); // the camera begins anew, at another place of the timeline perhaps
    begins(tag);
  };
  const show = (cameraId: string): void => {
    if ((next ?? shown)?.cameraId === cameraId) return;
    next?.stop();
    next = null;
    if (shown?.cameraId === cameraId) return; // back before the other one was there
    const camera: Camera = { cameraId, configuration: null, stop: () => undefined };
    next = camera;
    camera.stop = followCamera(deps, cameraId, (tag) => take(camera, tag));
  };
  show(first);
  return {
    show,
    stop() {
      for (const camera of [shown, next]) camera?.stop();
      stopSound();
    },
  };
}
