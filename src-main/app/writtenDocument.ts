import type { DocumentFile, Hearing, Language } from '#shared/domain/hearing/state.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import type { Documents, Folders, NewOutboxFile } from './ports/index.ts';

/** What a document says; of a protocol there is a DOCX as well, which the judge's staff goes on writing; `name` is its files' name without language and ending. */
export interface DocumentText {
  kind: 'act' | 'paper' | 'protocol';
  name: string;
  language: Language;
  title: string;
  text: string;
}

/** A document as it lies beside the recording, and as it becomes part of the upload queue with the event that announces it. */
export interface WrittenDocument {
  files: DocumentFile[];
  queued: NewOutboxFile[];
}

export async function writeDocument(to: { documents: Pick<Documents, 'write'>; folders: Folders }, { hearingId, demo }: Hearing, { kind, ...document }: DocumentText): Promise<Result<WrittenDocument>> {
  const dir = await to.folders.recordingDir(hearingId);
  const written = await to.documents.write({ dir, ...document, demo, alsoDocx: kind === 'protocol' });
  if (!written.ok) return written;
  return ok({ files: written.value, queued: written.value.map((file) => queued(hearingId, kind, dir, file)) });
}

/** A file beside the recording as the upload queue has it. */
export const queued = (hearingId: string, kind: NewOutboxFile['kind'], dir: string, { path, sha256, bytes }: DocumentFile): NewOutboxFile =>
  ({ hearingId, kind, absolutePath: `${dir}/${path}`, path, sha256, bytes });
