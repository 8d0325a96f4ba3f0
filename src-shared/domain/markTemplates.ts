import { participantRoles, type ProceedingsKind } from './schedule.ts';

/**
 * Marks that take one key, as data per kind of proceedings. Keys are `KeyboardEvent.code`, because on
 * the Kazakh layout `key` is another letter. Ids are kept in every recording: never rename one.
 */
export const markTemplateIds = [
  'judge', ...participantRoles,
  'stage_opening', 'stage_composition', 'stage_identity', 'stage_powers', 'stage_rights', 'stage_challenges',
  'stage_preparatory', 'stage_examination', 'stage_main_trial', 'stage_debate', 'stage_replies', 'stage_last_word',
  'stage_deliberation', 'stage_announced',
  'evidence', 'oath', 'motion', 'ruling', 'resolution', 'remark',
  'warning', 'question', 'answer', 'objection', 'signed_receipt', 'exhibit', 'order_in_hall', 'technical', 'arrival',
  'recording_announced', 'note',
] as const;
export type MarkTemplateId = (typeof markTemplateIds)[number];
export type MarkGroup = 'speaker' | 'stage' | 'other';

export interface MarkKey {
  code: string;
  shift: boolean;
}

export interface MarkTemplate {
  id: MarkTemplateId;
  group: MarkGroup;
  /** Its word in `words.ts`. */
  labelKey: `marks.${MarkTemplateId}`;
  /** Null: the console makes this mark by itself. */
  key: MarkKey | null;
  /** Where the template lies in the strip that `key` opens: the `code` pressed next. */
  stripCode: string | null;
}

/** Keys that open a strip, and the strip's title (`strip.<name>` in `words.ts`). */
export const stripKeys = { F4: 'other_person', F5: 'stage' } as const;

/** Typed and kept with Enter. */
export const freeMark = 'note' satisfies MarkTemplateId;

/** The keys of the number row, left to right: the places of a strip. */
const stripCodes = ['Digit1', 'Digit2', 'Digit3', 'Digit4', 'Digit5', 'Digit6', 'Digit7', 'Digit8', 'Digit9', 'Digit0', 'Minus', 'Equal'] as const;

interface Bank {
  first: MarkTemplateId;
  second: MarkTemplateId;
  others: readonly MarkTemplateId[];
  stages: readonly MarkTemplateId[];
  ruling: MarkTemplateId;
}

const beginning = ['stage_opening', 'stage_composition', 'stage_identity', 'stage_powers', 'stage_rights', 'stage_challenges', 'stage_preparatory'] as const;

const banks: Record<ProceedingsKind, Bank> = {
  civil: {
    first: 'claimant',
    second: 'defendant',
    others: ['third_party', 'representative', 'witness', 'expert', 'specialist', 'interpreter', 'prosecutor', 'authority', 'other'],
    stages: [...beginning, 'stage_examination', 'stage_debate', 'stage_replies', 'stage_deliberation', 'stage_announced'],
    ruling: 'ruling',
  },
  criminal: {
    first: 'prosecutor',
    second: 'accused',
    others: ['victim', 'representative', 'witness', 'expert', 'specialist', 'interpreter', 'defence', 'claimant', 'other'],
    stages: [...beginning, 'stage_main_trial', 'stage_debate', 'stage_last_word', 'stage_deliberation', 'stage_announced'],
    ruling: 'resolution',
  },
  administrative: {
    first: 'authority',
    second: 'offender',
    others: ['victim', 'representative', 'witness', 'expert', 'specialist', 'interpreter', 'defence', 'prosecutor', 'other'],
    stages: [...beginning, 'stage_examination', 'stage_debate', 'stage_replies', 'stage_deliberation', 'stage_announced'],
    ruling: 'resolution',
  },
};

/** Shift + F1…F9, the same in all proceedings. An oath or warning given online is marked (GP-4). */
const secondBank = ['warning', 'question', 'answer', 'objection', 'signed_receipt', 'exhibit', 'order_in_hall', 'technical', 'arrival'] as const;

function template(id: MarkTemplateId, group: MarkGroup, key: MarkKey | null, stripCode: string | null = null): MarkTemplate {
  return { id, group, labelKey: `marks.${id}`, key, stripCode };
}

const onKey = (code: string, id: MarkTemplateId, group: MarkGroup) => template(id, group, { code, shift: false });

const inStrip = (code: keyof typeof stripKeys, ids: readonly MarkTemplateId[], group: MarkGroup) =>
  ids.map((id, place) => template(id, group, { code, shift: false }, stripCodes[place] ?? null));

/** The templates of a hearing of this kind, in the order of their keys. */
export function templatesFor(proceedings: ProceedingsKind): MarkTemplate[] {
  const { first, second, others, stages, ruling } = banks[proceedings];
  return [
    onKey('F1', 'judge', 'speaker'),
    onKey('F2', first, 'speaker'),
    onKey('F3', second, 'speaker'),
    ...inStrip('F4', others, 'speaker'),
    ...inStrip('F5', stages, 'stage'),
    onKey('F6', 'evidence', 'other'),
    onKey('F7', 'oath', 'other'),
    onKey('F8', 'motion', 'other'),
    onKey('F9', ruling, 'other'),
    onKey('F10', 'remark', 'other'),
    ...secondBank.map((id, n) => template(id, 'other', { code: `F${n + 1}`, shift: true })),
    onKey('Enter', freeMark, 'other'),
    template('recording_announced', 'other', null),
  ];
}

export const isMarkTemplateId = (id: string): id is MarkTemplateId => (markTemplateIds as readonly string[]).includes(id);
