import type { OutboxItemView } from '#shared/contract/calls/machine.ts';
import { isLive } from '#shared/domain/hearing/transitions.ts';
import { currentHearing } from './status.ts';
import type { Memory } from './memory.ts';

const sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

function item(itemId: number, hearingId: string, kind: OutboxItemView['kind'], name: string, bytes: number, sent: boolean): OutboxItemView {
  return {
    itemId, hearingId, kind, name, bytes, bytesSent: sent ? bytes : Math.floor(bytes / 3), sha256, state: sent ? 'sent' : 'waiting', attempts: sent ? 1 : 2,
    nextAttemptAtMs: sent ? null : Date.now() + 8000, lastError: sent ? null : 'connect ECONNREFUSED 127.0.0.1:8400',
    receipt: sent ? { receiptId: `r-${itemId}`, sha256, receivedAtMs: Date.now() - 60_000 } : null,
  };
}

/** What was queued of one hearing: all receipted when it is handed over, else two files still wait. */
export function outboxOf(memory: Memory, hearingId: string | undefined): OutboxItemView[] {
  const hearing = memory.hearings.get(hearingId ?? currentHearing(memory)?.hearingId ?? '');
  if (!hearing) return [];
  const ended = !isLive(hearing.phase.name) && hearing.zeroUtcMs !== null;
  const done = hearing.phase.name === 'handed_over';
  const facts = memory.records.filter((r) => r.hearingId === hearing.hearingId).map((r, i) => item(1000 + i, hearing.hearingId, 'fact', r.event.type, 240, true));
  const files = ended
    ? [
        item(1, hearing.hearingId, 'video', 'run-001/camera-2/00359.mkv', 18_200_411, done),
        item(2, hearing.hearingId, 'video', 'run-001/camera-1/00359.mkv', 17_904_112, done),
        item(3, hearing.hearingId, 'audio', 'run-001/audio/00359.mkv', 140_211, true),
        item(4, hearing.hearingId, 'manifest', 'manifest.json', 182_400, true),
        item(5, hearing.hearingId, 'protocol', 'documents/protocol-1.kk.pdf', 48_213, true),
      ]
    : [];
  return [...files, ...facts.toReversed()];
}
