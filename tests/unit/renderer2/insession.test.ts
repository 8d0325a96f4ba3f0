import { describe, expect, it } from 'vitest';
import { appError } from '#shared/domain/errors.ts';
import { decide } from '#shared/domain/hearing/decide.ts';
import { createFormat } from '../../../src-renderer/format/format.ts';
import { hearingActions, offered } from '../../../src-renderer/screens/insession/actions/hearingActions.ts';
import { nextDate } from '../../../src-renderer/screens/insession/actions/nextDate.ts';
import { lastStretch, soundUntilMs, stretchAt } from '../../../src-renderer/screens/insession/listen/stretch.ts';
import { added, toSendAgain, withError, without, type PendingMark } from '../../../src-renderer/screens/insession/marks/pendingMarks.ts';
import { hearingIn, section } from './hearing.ts';

const inSession = { name: 'in_session', sinceMs: 1_000_000 } as const;
const starting = { sectionId: 's', kind: 'in_session', reason: '', requestedAtMs: 0 } as const;
const live = [
  hearingIn(inSession),
  hearingIn({ name: 'closed_section', sinceMs: 0 }),
  hearingIn({ name: 'recess', sinceMs: 0, resumeTo: 'in_session' }),
  hearingIn({ name: 'deliberation', sinceMs: 0, resumeTo: 'in_session' }),
  hearingIn({ name: 'technical_break', sinceMs: 0, resumeTo: 'closed_section' }),
];

describe('actions on a hearing', () => {
  it('are offered exactly when the hearing would accept them', () => {
    for (const hearing of [...live, ...live.map((h) => ({ ...h, starting }))]) {
      const accepted = hearingActions.filter((type) => decide(hearing, { type, reason: 'r', nextAtMs: null }, { nowMs: 5, newId: () => 'n' }).ok);
      expect(offered(hearing)).toEqual(accepted);
    }
  });
});

describe('the next date of a postponed hearing', () => {
  const { moment } = createFormat('ru', 'Asia/Almaty');

  it('may be left open', () => {
    expect(nextDate('', '', moment)).toEqual({ ok: true, atMs: null });
  });

  it('is a moment at the court', () => {
    expect(nextDate('03.11.2026', '10:30', moment)).toEqual({ ok: true, atMs: Date.UTC(2026, 10, 3, 5, 30) });
  });

  it('names the field that is wrong', () => {
    expect(nextDate('31.02.2026', '', moment)).toEqual({ ok: false, field: 'date' });
    expect(nextDate('03.11.2026', '25:00', moment)).toEqual({ ok: false, field: 'time' });
    expect(nextDate('', '10:00', moment)).toEqual({ ok: false, field: 'date' });
  });
});

describe('listening back', () => {
  const recording = hearingIn(inSession, { sections: [section('in_session', 1_000_000, null)] });

  it('ends where the file ends, not at the moment of the press', () => {
    expect(lastStretch(recording, 10_000, 1_060_000, 1_059_500)).toEqual({ fromMs: 49_500, toMs: 59_500 });
  });

  it('ends with the newest sound of any capture, while one of them is down', () => {
    const of = (kind: 'audio' | 'video', mediaUntilMs: number | null) => ({ kind, mediaUntilMs });
    expect(soundUntilMs([of('audio', 5_000), of('audio', 59_500), of('audio', null), of('video', 60_000)])).toBe(59_500);
    expect(soundUntilMs([of('audio', null), of('video', 60_000)])).toBeNull();
  });

  it('does not begin before the timeline does', () => {
    expect(lastStretch(recording, 30_000, 1_004_000, null)).toEqual({ fromMs: 0, toMs: 4000 });
  });

  it('in a recess plays the last of what was recorded', () => {
    const recess = hearingIn({ name: 'recess', sinceMs: 1_050_000, resumeTo: 'in_session' }, {
      sections: [section('in_session', 1_000_000, 1_050_000), section('recess', 1_050_000, null)],
    });
    expect(lastStretch(recess, 10_000, 1_500_000, null)).toEqual({ fromMs: 40_000, toMs: 50_000 });
  });

  it('has nothing to play before anything was recorded', () => {
    expect(lastStretch(hearingIn({ name: 'connecting', sinceMs: 0 }), 10_000, 1_500_000, null)).toBeNull();
  });

  it('from a mark begins a little before it and stops at what there is', () => {
    expect(stretchAt(recording, 1_020_000, 30_000, 1_060_000, null)).toEqual({ fromMs: 17_000, toMs: 47_000 });
    expect(stretchAt(recording, 1_059_000, 30_000, 1_060_000, 1_059_900)).toEqual({ fromMs: 56_000, toMs: 59_900 });
  });
});

describe('marks on their way to the disk', () => {
  const mark = (markId: string): PendingMark => ({ markId, commandId: `c-${markId}`, template: 'judge', text: 'ә', pressedAtMs: 1, error: null });

  it('after a broken link go again, with the same ids; refused ones do not', () => {
    const both = added(added([], mark('a')), mark('b'));
    const lost = withError(withError(both, 'a', appError('link.lost')), 'b', appError('input.too_large'));
    expect(toSendAgain(lost)).toEqual([{ ...mark('a'), error: appError('link.lost') }]);
  });

  it('leave when they are kept', () => {
    expect(without([mark('a'), mark('b')], 'a')).toEqual([mark('b')]);
  });
});
