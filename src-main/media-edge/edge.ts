import { appError } from '#shared/domain/errors.ts';
import { err } from '#shared/domain/result.ts';
import type { Clock, Log, MediaEdge } from '#main/app/ports/index.ts';
import { KeptService } from '#main/process/keptService.ts';
import { addressesSchema, chooseAddresses, edgeName } from './edgeState.ts';
import { answers, openFlv } from './liveStream.ts';
import { flvUrl } from './signedUrls.ts';

export interface MediaEdgeOptions {
  stateDir: string;
  log: Log;
  clock: Clock;
  /** What starts `edgeProcess`; the state folder is added as its last argument. */
  command: { file: string; args: string[] };
}

/** Keeps the process of the live pictures. It holds nothing that would have to be written down: it is simply killed. */
export function createMediaEdge(options: MediaEdgeOptions): MediaEdge {
  const { clock } = options;
  const service = new KeptService({
    ...options, name: edgeName, address: addressesSchema, chooseAddress: chooseAddresses, answers: ({ httpPort }) => answers(httpPort), endSignal: 'SIGKILL',
  });
  return {
    start: () => service.start(),
    async open(cameraId) {
      const edge = service.address();
      if (!edge) return err(appError('media.failed', { detail: `media edge ${service.standing().state}` }));
      return openFlv(flvUrl('live', cameraId, edge, clock.nowMs()));
    },
    state: () => service.standing(),
    detach: () => service.detach(),
    stop: () => service.stop(),
  };
}
