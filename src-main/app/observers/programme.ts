import { setTimeout as sleep } from 'node:timers/promises';
import { FlvTags, type FlvTag } from '#shared/conference/flvTags.ts';
import { messageOf } from '#shared/domain/errors.ts';
import type { Log, MediaEdge } from '../ports/index.ts';

const againAfterMs = 1000;

interface Deps {
  edge: Pick<MediaEdge, 'open'>;
  log: Log;
}

/** What one camera's recorder sends, tag by tag, until stopped. A picture that breaks off is begun anew. */
export function followCamera({ edge, log }: Deps, cameraId: string, onTag: (tag: FlvTag) => void): () => void {
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
