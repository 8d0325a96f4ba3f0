import { randomUUID } from 'node:crypto';
import type { Commit, NewOutboxFile } from '#main/app/ports/index.ts';
import type { Actor } from '#shared/domain/actor.ts';
import type { HearingEvent } from '#shared/domain/hearing/events.ts';

export const secretary: Actor = { userId: 'u-1', name: 'Әсел Құнанбаева', role: 'secretary' };

export const markAdded = (text = 'мәтін'): HearingEvent =>
  ({ type: 'markAdded', markId: randomUUID(), atMs: 1_000, template: 'free', text });

/** A commit of one mark; anything can be replaced. */
export const aCommit = (hearingId: string, expectedSeq: number, change: Partial<Commit> = {}): Commit => ({
  commandId: randomUUID(), hearingId, expectedSeq, events: [markAdded()], by: secretary, files: [],
  head: { startsAtMs: 1_000, phase: 'in_session' }, ...change,
});

export const aFile = (hearingId: string, change: Partial<NewOutboxFile> = {}): NewOutboxFile => ({
  hearingId, kind: 'audio', absolutePath: '/nowhere/00000.mkv', path: 'run-001/audio/00000.mkv', sha256: 'a'.repeat(64), bytes: 10, ...change,
});
