import type { Hearing, Phase, Section, SectionKind } from '#shared/domain/hearing/state.ts';

export const section = (kind: SectionKind, startedAtMs: number, endedAtMs: number | null): Section => ({
  sectionId: `${kind}-${startedAtMs}`, kind, reason: '', startedAtMs, endedAtMs, recorded: kind !== 'recess' && kind !== 'deliberation',
});

export const hearingIn = (phase: Phase, more: Partial<Hearing> = {}): Hearing => ({
  hearingId: '018f0000-0000-7000-8000-000000000001',
  schedule: {
    caseNumber: '7512-26-00-2/4417', proceedings: 'civil', instance: 'first', court: 'Сот', hall: '2', startsAtMs: 0,
    judge: 'Ж. Әлиева', secretary: '', language: 'kk', participants: [],
  },
  origin: 'manual', serverHearingId: null, demo: false, phase, starting: null, zeroUtcMs: 1_000_000, tracks: null,
  sections: [], marks: [], steps: [], readiness: null, remotes: [], tests: [], incidents: [], acts: [], papers: [], gaps: [], faults: [], protocols: [], ...more,
});
