import { isMarkTemplateId, stripKeys } from '#shared/domain/markTemplates.ts';
import { words, type Words } from '#shared/domain/words.ts';

/** The word of a mark; a template this version does not know is shown by its id rather than not at all. */
export const wordOfMark = (template: string, say: (words: Words) => string): string =>
  isMarkTemplateId(template) ? say(words.marks[template]) : template;

export type StripCode = keyof typeof stripKeys;
export const isStripCode = (code: string): code is StripCode => Object.hasOwn(stripKeys, code);
export const wordOfStrip = (code: StripCode): Words => words.strip[stripKeys[code]];
