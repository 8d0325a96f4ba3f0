import type { Receipt } from '#shared/court-api/index.ts';
import { appError } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { OutboxStore } from '#main/app/ports/index.ts';
import type { FileRow } from './batch.ts';
import { failure, type CourtClient } from './courtClient.ts';
import { checkLocalFile } from './localFile.ts';
import type { Failure } from './policy.ts';
import { checkReceipt } from './receipts.ts';
import { tusUpload } from './tusUpload.ts';

export interface FileSending {
  client: CourtClient;
  outbox: OutboxStore;
  onProgress: (bytesSent: number) => void;
  signal: AbortSignal;
}

/**
 * One file: is it unchanged → upload the rest → receipt over the same SHA-256. An upload begun before
 * is first asked about: its receipt may have been lost on the way with every byte already there.
 */
export async function sendFile(row: FileRow, sending: FileSending): Promise<Result<Receipt, Failure>> {
  if (row.uploadUrl !== null) {
    const earlier = await earlierReceipt(row, sending.client);
    if (!earlier.ok) return earlier;
    if (earlier.value) return ok(earlier.value);
  }
  const sound = await checkLocalFile(row.content);
  if (!sound.ok) return sound;
  const uploaded = await upload(row, sending);
  return uploaded.ok ? conclude(row, uploaded.value, sending) : uploaded;
}

async function earlierReceipt({ content }: FileRow, client: CourtClient): Promise<Result<Receipt | null, Failure>> {
  const answer = await client.fileReceipt(content.fileId);
  if (!answer.ok) return answer.error.status === 404 ? ok(null) : answer;
  if (answer.value.state !== 'received') return ok(null);
  const checked = checkReceipt(answer.value.receipt, `file:${content.fileId}`, content.sha256);
  return ok(checked.ok ? checked.value : null);
}

/** Answers whether any byte went in this attempt. */
async function upload(row: FileRow, { client, outbox, onProgress, signal }: FileSending): Promise<Result<{ movedBytes: boolean }, Failure>> {
  let movedBytes = false;
  const uploaded = await tusUpload(row, client.address, {
    saveUrl: (uploadUrl) => outbox.progress(row.itemId, { uploadUrl }),
    saveBytes: (bytesSent) => { movedBytes = true; return outbox.progress(row.itemId, { bytesSent }); },
    onProgress,
  }, signal);
  return uploaded.ok ? ok({ movedBytes }) : uploaded;
}

async function conclude(row: FileRow, { movedBytes }: { movedBytes: boolean }, { client, outbox }: FileSending): Promise<Result<Receipt, Failure>> {
  const answer = await client.fileReceipt(row.content.fileId);
  if (!answer.ok) return answer;
  const afresh = () => outbox.progress(row.itemId, { uploadUrl: null, bytesSent: 0 });
  if (answer.value.state === 'pending') {
    if (!movedBytes) await afresh();
    return err(failure('again', 'every byte was taken, and the server still waits for some'));
  }
  const judged = answer.value.state === 'received'
    ? checkReceipt(answer.value.receipt, `file:${row.content.fileId}`, row.content.sha256)
    : err(appError('court_server.hash_mismatch', { detail: `${row.content.path}: server got ${answer.value.sha256}, here ${row.content.sha256}` }));
  if (judged.ok) return judged;
  await afresh();
  return err({ kind: 'again', error: judged.error });
}
