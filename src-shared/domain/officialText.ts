/**
 * Documents are plain text that a person edits and a printer sets. Its shape is in the lines alone:
 * a line in capitals is a heading, a tab separates columns, an empty line separates paragraphs, and a
 * column of underscores is a place to sign or to fill in, a line or column in brackets says what belongs into the one above. Nothing a person typed can make a line or a
 * column of its own: see `oneLine`.
 */

/** Typed text as one line: control characters, tabs and line ends become spaces. */
export const oneLine = (typed: string): string => typed.toWellFormed().replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();

export const toFillIn = '_'.repeat(24);

/** A column that is a place to sign or to fill in. */
export const isToFillIn = (column: string): boolean => /^_{4,}$/.test(column);

/** What belongs into the blank above it. */
export const isLabel = (column: string): boolean => /^\(.*\)$/u.test(column);

/** A column that is a time of day. */
export const isClock = (column: string): boolean => /^\d\d:\d\d:\d\d$/.test(column);

/** A typed value, or a place to fill it in by hand. */
export const orToFillIn = (typed: string): string => oneLine(typed) || toFillIn;

export const row = (...columns: string[]): string => columns.join('\t');

export const heading = (words: string): string => words.toUpperCase();

/** Blocks of lines, an empty line between them; empty blocks disappear. */
export const blocks = (...parts: (readonly string[])[]): string =>
  `${parts.filter((lines) => lines.length > 0).map((lines) => lines.join('\n')).join('\n\n')}\n`;

export type Line =
  | { kind: 'empty' }
  | { kind: 'heading'; text: string }
  | { kind: 'columns'; columns: string[] }
  | { kind: 'paragraph'; text: string };

const isHeading = (line: string): boolean => line.length <= 160 && /\p{L}{2}/u.test(line) && line === line.toUpperCase() && !/\p{Ll}/u.test(line);

/** What a printer makes of a line. */
export function lineOf(line: string): Line {
  if (line.trim() === '') return { kind: 'empty' };
  if (line.includes('\t')) return { kind: 'columns', columns: line.split('\t').map((c) => c.trim()) };
  return isHeading(line) ? { kind: 'heading', text: line } : { kind: 'paragraph', text: line };
}

export const linesOf = (text: string): Line[] => text.split(/\r?\n/u).map(lineOf);
