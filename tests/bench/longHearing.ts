import type { Hearing } from '../../src-shared/domain/hearing/state.ts';
import type { HearingCommand } from '../../src-shared/domain/hearing/commands.ts';
import { decide } from '../../src-shared/domain/hearing/decide.ts';
import { evolve } from '../../src-shared/domain/hearing/evolve.ts';
import { exampleSchedule } from '../fakes/schedule.ts';

const by = { userId: 'u', name: 'Үлгі Хатшықызы', role: 'secretary' } as const;
const texts = ['Талабын толық қолдайды', 'Іс материалдарының 12-парағы зерттелді, қарсылық білдірілген жоқ', 'Сұраққа жауап берді: келісімшартқа өзі қол қойған, ақшаны қолма-қол алған', ''];
const templates = ['claimant', 'evidence', 'witness', 'judge'];
const marks = 2000;
const participants = 40;
const eightHoursMs = 8 * 3_600_000;

/** Eight hours in the hall: 2,000 marks of some forty people, each checked before. */
export function longHearing(startsAtMs = Date.UTC(2026, 10, 3, 4)): Hearing {
  const people = Array.from({ length: participants }, (_, i) => ({
    id: `p${i}`, name: `Үлгі Қатысушыұлы ${i + 1}`, role: i === 0 ? 'claimant' as const : 'witness' as const, attendance: i % 3 === 0 ? 'court' as const : 'hall' as const,
  }));
  const play = new Play(startsAtMs);
  play.do({ type: 'schedule', schedule: exampleSchedule({ startsAtMs, participants: people }), origin: 'manual', serverHearingId: null, demo: false });
  for (const { id } of people) for (const step of ['identity', 'arrival']) play.do({ type: 'recordStep', step: `civil-k7/${step}`, participantId: id, outcome: 'done', values: {}, note: '', doneBy: '' });
  play.do({ type: 'open', tracks: [] });
  play.do({ type: 'sectionCameUp', sectionId: play.hearing?.starting?.sectionId ?? '', atMs: play.nowMs });
  for (let i = 0; i < marks; i++) {
    play.nowMs += eightHoursMs / marks;
    play.do({ type: 'addMark', markId: `m${i}`, atMs: play.nowMs, template: templates[i % templates.length] ?? '', text: texts[i % texts.length] ?? '' });
  }
  play.do({ type: 'close' });
  if (!play.hearing) throw new Error('nothing was played');
  return play.hearing;
}

/** A hearing by commands, each at its moment. */
class Play {
  hearing: Hearing | null = null;
  nowMs: number;
  #seq = 0;

  constructor(nowMs: number) {
    this.nowMs = nowMs;
  }

  do(command: HearingCommand): void {
    const decision = decide(this.hearing, command, { nowMs: this.nowMs, newId: () => `id-${++this.#seq}` });
    if (!decision.ok) throw new Error(`${command.type}: ${decision.error.code}`);
    for (const event of decision.value) {
      const seq = ++this.#seq;
      this.hearing = evolve(this.hearing, { seq, eventId: `e-${seq}`, hearingId: 'long', event, committedAtMs: this.nowMs, monotonicMs: this.nowMs, by });
    }
  }
}
