import { type DetailedError, Upload } from 'tus-js-client';
import { courtRoutes } from '#shared/court-api/index.ts';
import { messageOf } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { FileRow } from './batch.ts';
import { failure, withoutToken, type CourtAddress } from './courtClient.ts';
import { PieceReader } from './localFile.ts';
import { kindOfStatus, type Failure } from './policy.ts';
import { watchedHttp } from './tusHttp.ts';

export interface UploadWatch {
  /** Kept on disk before the first byte goes, so that a crash resumes here. */
  saveUrl(url: string): Promise<void>;
  saveBytes(bytesAccepted: number): Promise<void>;
  onProgress(bytesSent: number): void;
}

const pieceBytes = 8 * 1024 * 1024;

/** Statuses with which a server says: this transfer is broken, not this file. */
const brokenTransfer = new Set([404, 409, 410, 423, 460]);

/** Brings a file's bytes over, from where an earlier attempt ended. Success says nothing about content: the receipt does. */
export async function tusUpload(row: FileRow, address: CourtAddress, watch: UploadWatch, signal: AbortSignal): Promise<Result<void, Failure>> {
  let source: PieceReader;
  try {
    source = await PieceReader.open(row.content.absolutePath);
  } catch (e) {
    return err(failure('local', messageOf(e)));
  }
  try {
    const outcome = await run(row, address, source, watch, signal);
    return outcome.ok ? outcome : err(withoutToken(address, outcome.error));
  } finally {
    await source.release();
  }
}

function run(row: FileRow, address: CourtAddress, source: PieceReader, watch: UploadWatch, signal: AbortSignal): Promise<Result<void, Failure>> {
  const endpoint = address.url + courtRoutes.files.path;
  const saved = savingChain();
  return new Promise((resolve) => {
    const end = (outcome: Result<void, Failure>) => {
      signal.removeEventListener('abort', stop);
      void upload.abort();
      void saved.done().then((problem) => resolve(problem ?? outcome));
    };
    const stop = () => end(err(failure('no_answer', 'stopped')));
    const upload = new Upload(Buffer.alloc(0), {
      endpoint, uploadUrl: usableUrl(row.uploadUrl, endpoint), chunkSize: pieceBytes, retryDelays: null,
      storeFingerprintForResuming: false, fingerprint: () => Promise.resolve(row.content.fileId),
      metadata: metadataOf(row), headers: { authorization: `Bearer ${address.deviceToken}` },
      fileReader: { openFile: () => Promise.resolve(source) }, httpStack: watchedHttp(),
      onBeforeRequest: () => saved.settled(),
      onUploadUrlAvailable: () => {
        if (usableUrl(upload.url, endpoint) === null) return end(err(failure('bad_answer', `upload sent to another place: ${upload.url}`)));
        if (upload.url !== row.uploadUrl) saved.add(() => watch.saveUrl(upload.url ?? ''));
      },
      onProgress: (bytesSent) => watch.onProgress(bytesSent),
      onChunkComplete: (moved, bytesAccepted) => {
        // A server that says "not a byte further" for ever would be sent the same piece for ever.
        if (moved <= 0 || bytesAccepted > source.size) return end(err(failure('bad_answer', `upload offset went to ${bytesAccepted} by ${moved}`)));
        saved.add(() => watch.saveBytes(bytesAccepted));
      },
      onSuccess: () => end(ok(undefined)),
      onError: (e) => end(err(failureOf(e))),
    });
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    else upload.start();
  });
}

const metadataOf = ({ content, hearingId, kind }: FileRow): Record<string, string> => {
  const { fileId, path, sha256 } = content;
  return { fileId, hearingId, kind, path, sha256 };
};

/** The token goes to the configured server only, wherever an answer or an old row points. */
function usableUrl(url: string | null, endpoint: string): string | null {
  return url !== null && URL.canParse(url) && new URL(url).origin === new URL(endpoint).origin ? url : null;
}

function failureOf(e: Error | DetailedError): Failure {
  const response = 'originalResponse' in e ? e.originalResponse : null;
  if (!response) return failure('no_answer', e.message);
  const status = response.getStatus();
  const creating = 'originalRequest' in e && e.originalRequest.getMethod() === 'POST';
  if (!creating && brokenTransfer.has(status)) return failure('again', e.message, status);
  return failure(kindOfStatus(status), e.message, status);
}

/** Writes to the outbox row in order, one after another; the upload waits for them before its next request. */
function savingChain() {
  let tail: Promise<void> = Promise.resolve();
  let problem: { ok: false; error: Failure } | null = null;
  return {
    add(save: () => Promise<void>): void {
      tail = tail.then(save).catch((e: unknown) => { problem ??= err(failure('again', `the queue could not be written: ${messageOf(e)}`)); });
    },
    async settled(): Promise<void> {
      await tail;
      if (problem) throw new Error(problem.error.error.detail);
    },
    async done(): Promise<{ ok: false; error: Failure } | null> {
      await tail;
      return problem;
    },
  };
}
