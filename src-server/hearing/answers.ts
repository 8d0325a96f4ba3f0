import type { HearingAnswer, ServerFile } from '#shared/court-api/index.ts';
import { receiptOfFile } from '../files/receipt.ts';
import type { FileRow } from '../ports.ts';
import type { HearingLine, LoadedHearing } from './load.ts';

const serverFile = (row: FileRow): ServerFile => ({
  fileId: row.fileId, kind: row.kind, path: row.path, sizeBytes: row.sizeBytes, sha256: row.sha256, state: row.state, receipt: receiptOfFile(row),
});

export function hearingRow({ hearingId, state, facts, filesReceived }: HearingLine) {
  return {
    hearingId,
    caseNumber: state?.schedule.caseNumber ?? null,
    startsAtMs: state?.schedule.startsAtMs ?? null,
    phase: state?.phase.name ?? null,
    facts, filesReceived,
  };
}

export function hearingAnswer(loaded: LoadedHearing): HearingAnswer {
  const { hearingId, state, factReceipts, factsNotUnderstood, files } = loaded;
  const filesReceived = new Set(files.filter((f) => f.state === 'received').map((f) => f.path)).size;
  return {
    ...hearingRow({ hearingId, state, facts: factReceipts.length, filesReceived }),
    zeroUtcMs: state?.zeroUtcMs ?? null,
    sections: state?.sections ?? [],
    marks: (state?.marks ?? []).map((m) => ({ markId: m.markId, atMs: m.atMs, template: m.template, text: m.text, withdrawn: m.withdrawn !== null })),
    factReceipts, factsNotUnderstood,
    files: files.map(serverFile),
  };
}
