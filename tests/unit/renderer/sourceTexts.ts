import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';

/** What the renderer's sources say: every key they translate, every string they hold, every word between tags. */
export interface SourceTexts {
  /** `t('a.b')`: must exist. */
  keys: { key: string; file: string }[];
  /** t(`a.${x}.c`) as a pattern: at least one key must fit. */
  patterns: { pattern: RegExp; text: string; file: string }[];
  /** All string literals, wherever they stand. */
  strings: { text: string; file: string }[];
  /** Words written between tags or into an attribute people are shown or read. */
  visible: { text: string; file: string }[];
}

interface Node {
  type: string;
  [key: string]: unknown;
}

const shownAttributes = new Set(['aria-label', 'title', 'placeholder', 'alt', 'label', 'hint', 'problem']);

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, visit);
  }
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const templateParts = (node: Node): string[] => (node['quasis'] as { value: { cooked: string } }[]).map((q) => q.value.cooked);

/** The expressions a `t` call may translate: itself, the branches of a condition, the members of a list. */
function translated(node: Node): Node[] {
  if (node.type === 'ConditionalExpression') return [node['consequent'] as Node, node['alternate'] as Node].flatMap(translated);
  if (node.type === 'ArrayExpression') return (node['elements'] as Node[]).flatMap(translated);
  return [node];
}

export function readSourceTexts(dir: string): SourceTexts {
  const texts: SourceTexts = { keys: [], patterns: [], strings: [], visible: [] };
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((f) => /\.tsx?$/.test(f));
  for (const file of files) {
    const { program, errors } = parseSync(file, readFileSync(join(dir, file), 'utf8'));
    if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message ?? 'not readable'}`);
    walk(program as unknown as Node, (node) => take(node, file, texts));
  }
  return texts;
}

function take(node: Node, file: string, texts: SourceTexts): void {
  if (node.type === 'Literal' && typeof node['value'] === 'string') texts.strings.push({ text: node['value'], file });
  if (node.type === 'TemplateLiteral') for (const text of templateParts(node)) texts.strings.push({ text, file });
  if (node.type === 'JSXText') texts.visible.push({ text: String(node['value']), file });
  if (node.type === 'JSXAttribute') takeAttribute(node, file, texts);
  if (node.type === 'CallExpression') takeCall(node, file, texts);
}

function takeAttribute(node: Node, file: string, texts: SourceTexts): void {
  const name = (node['name'] as Node)['name'];
  const value = node['value'];
  if (typeof name === 'string' && shownAttributes.has(name) && isNode(value) && value.type === 'Literal') texts.visible.push({ text: String(value['value']), file });
}

function takeCall(node: Node, file: string, texts: SourceTexts): void {
  const callee = node['callee'] as Node;
  const first = (node['arguments'] as Node[])[0];
  const name = callee.type === 'MemberExpression' ? (callee['property'] as Node)['name'] : callee['name'];
  if (name !== 't' || !first) return;
  for (const key of translated(first)) {
    if (key.type === 'Literal') texts.keys.push({ key: String(key['value']), file });
    if (key.type !== 'TemplateLiteral') continue;
    const parts = templateParts(key);
    texts.patterns.push({ pattern: new RegExp(`^${parts.map(escape).join('[a-zA-Z0-9_.]+')}$`), text: parts.join('…'), file });
  }
}
