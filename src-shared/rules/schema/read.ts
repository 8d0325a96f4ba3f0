import { findNodeAtLocation, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { z } from 'zod';
import { appError } from '../../domain/errors.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { placed } from './issues.ts';

/** What is wrong with a file of data, and where a person finds it. Line and column count from 1. */
export interface Flaw {
  line: number;
  column: number;
  /** As `steps.3.term.length.count`; empty for the file as a whole. */
  path: string;
  message: string;
}

function place(text: string, offset: number): Pick<Flaw, 'line' | 'column'> {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Where a path stands in the text; of something that is missing, what it is missing from. */
function offsetOf(root: Node, path: readonly PropertyKey[]): number {
  const steps = path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  for (let length = steps.length; length >= 0; length -= 1) {
    const node = findNodeAtLocation(root, steps.slice(0, length));
    if (node) return node.offset;
  }
  return root.offset;
}

/** JSON text by its schema: what it holds, or everything that is wrong with it, in the order of its lines. */
export function readJson<T>(text: string, schema: z.ZodType<T>): { value: T } | { flaws: Flaw[] } {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: false, disallowComments: true });
  if (errors.length > 0 || !root) return { flaws: errors.map(({ error, offset }) => ({ ...place(text, offset), path: '', message: printParseErrorCode(error) })) };
  const parsed = schema.safeParse(JSON.parse(text));
  if (parsed.success) return { value: parsed.data };
  const flaws = parsed.error.issues.flatMap(placed).map(({ path, message }) => ({ ...place(text, offsetOf(root, path)), path: path.map(String).join('.'), message }));
  return { flaws: flaws.toSorted((a, b) => a.line - b.line || a.column - b.column) };
}

/** The same as a value for people: the first flaw, with its line, and how many there are. */
export function readDataFile<T>(name: string, text: string, schema: z.ZodType<T>): Result<T> {
  const read = readJson(text, schema);
  if ('value' in read) return ok(read.value);
  const [first = { line: 1, column: 1, path: '', message: 'empty' }] = read.flaws;
  return err(appError('rules.unreadable', {
    field: [name, first.path].filter((part) => part !== '').join('.'),
    params: { name, line: first.line, column: first.column, count: Math.max(1, read.flaws.length) },
    detail: read.flaws.map(({ line, column, path, message }) => `${name}:${line}:${column} ${path}: ${message}`).join('\n'),
  }));
}
