import type { MarkTemplateId } from '../markTemplates.ts';
import type { Hearing } from '../hearing/state.ts';
import type { Participant } from '../schedule.ts';

/** The part of a hearing in which witnesses are called; what stands after it was reached by way of it. */
const fromExaminationOn: readonly string[] = [
  'stage_examination', 'stage_main_trial', 'stage_debate', 'stage_replies', 'stage_last_word', 'stage_deliberation', 'stage_announced',
] satisfies MarkTemplateId[];

/**
 * A witness waits outside until called, and hears nothing of what is said before. The console knows no call but the marks: before
 * the examination has been marked it says so, and whoever presides decides.
 */
export function isEarlyForWitness({ marks }: Pick<Hearing, 'marks'>, { role }: Pick<Participant, 'role'>): boolean {
  return role === 'witness' && !marks.some(({ template, withdrawn }) => withdrawn === null && fromExaminationOn.includes(template));
}
