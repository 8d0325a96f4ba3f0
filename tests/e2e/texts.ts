import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '#shared/rules/index.ts';

export type Language = 'kk' | 'ru' | 'en';
interface Tree { [key: string]: string | Tree }

const folder = join(import.meta.dirname, '..', '..', 'src-renderer', 'i18n');

/** Areas of texts: the first word of every key. */
export const areas = readdirSync(join(folder, 'kk')).map((file) => file.replace('.json', ''));

const read = (language: Language, area: string): Tree => JSON.parse(readFileSync(join(folder, language, `${area}.json`), 'utf8')) as Tree;

/** What the screen says under a key, so that a spec names what it looks for and not how it is worded today. */
export function say(key: string, params: Record<string, string | number> = {}, language: Language = 'kk'): string {
  const [area = '', ...path] = key.split('.');
  const found = path.reduce<string | Tree | undefined>((tree, step) => (typeof tree === 'object' ? tree[step] : undefined), read(language, area));
  if (typeof found !== 'string') throw new Error(`no text under ${key} in ${language}`);
  return found.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''));
}

/** The words of a rule: of a step, a condition, a demand, or of one thing that a demand asks. */
export function ruleText(orderId: string, ruleId: string, askId?: string, language: 'kk' | 'ru' = 'kk'): string {
  const file = rules.ok ? rules.value.find(({ id }) => id === orderId) : undefined;
  const demand = file?.demands.find(({ id }) => id === ruleId);
  const rule = askId === undefined ? [...(file?.steps ?? []), ...(file?.conditions ?? []), ...(file?.demands ?? [])].find(({ id }) => id === ruleId) : demand?.asks.find(({ id }) => id === askId);
  if (!rule) throw new Error(`no rule ${orderId}/${ruleId}`);
  return rule.text[language];
}
