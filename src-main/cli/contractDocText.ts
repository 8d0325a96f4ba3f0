import { z } from 'zod';
import { contract } from '#shared/contract/index.ts';
import type { Access, AnyCall } from '#shared/contract/define.ts';
import { maxMessageBytes } from '#shared/contract/envelope.ts';
import { errorCodes } from '#shared/domain/errors.ts';

/** The part of JSON Schema that zod writes for the contract. */
interface Schema {
  type?: string | string[];
  format?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: Schema | boolean;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
}

const schemaOf = (type: z.ZodType, io: 'input' | 'output'): Schema => z.toJSONSchema(type, { io, unrepresentable: 'any' }) as Schema;

/** docs/contract.md: everything about the contract that the schemas know, in reading order. */
export const contractDocument = (): string =>
  [introduction, ...Object.entries(contract).map(([name, call]) => callSection(name, call)), errorSection()].join('\n');

const introduction = `# The contract

Everything a window, a script or another program may ask of the console. Generated from \`src-shared/contract\` by
\`npx node src-main/cli/contractDoc.ts\`; a test fails when it is out of date.

Messages are the same over Electron's IPC and over the WebSocket \`/ws\`, at most ${maxMessageBytes / 1024} KiB each:

| to the console | from the console |
|---|---|
| \`{k: 'call', id, name, input}\` | \`{k: 'ok', id, value}\` or \`{k: 'err', id, error}\` |
| \`{k: 'sub', id, name, input}\` | \`{k: 'item', id, value}\` … and \`{k: 'end', id, error?}\` when it is over |
| \`{k: 'unsub', id}\` | |

A **command** changes something, and what it acknowledges is on disk; repeated with the same \`commandId\` it is carried out once.
A **query** only reads. A **stream** sends items until it is unsubscribed. In the types below \`?\` marks what may be left out; where \`hearing\` and the
items of \`events\` are \`unknown\`, their types are \`Hearing\` and \`EventRecord\` in \`src-shared/domain/hearing\`.
`;

function callSection(name: string, { kind, doc, access, input, output }: AnyCall): string {
  const errors = routerErrors(kind, access).map((code) => `\`${code}\``).join(', ');
  const block = (title: string, schema: Schema) => `${title}:\n\n\`\`\`ts\n${typeText(schema)}\n\`\`\`\n`;
  return [
    `## ${name}\n`,
    `*${kind}*, ${accessWords(access)}. ${doc}\n`,
    block('Input', schemaOf(input, 'input')),
    block(kind === 'stream' ? 'Each item' : 'Output', schemaOf(output, 'output')),
    `Refused by the router with ${errors}; by the call itself with a code of its subject (see the end).\n`,
  ].join('\n');
}

function accessWords(access: Access): string {
  if (access === 'anonymous') return 'open to anyone';
  if (access === 'signed_in') return 'anyone signed in';
  return `for ${access.join(', ')}`;
}

function routerErrors(kind: AnyCall['kind'], access: Access): string[] {
  const common = kind === 'stream' ? ['input.invalid'] : ['input.invalid', 'internal.unexpected'];
  if (access === 'anonymous') return common;
  return access === 'signed_in' ? ['auth.required', ...common] : ['auth.required', 'auth.forbidden', ...common];
}

/** A schema as a TypeScript type, limits as comments. */
function typeText(schema: Schema, indent = ''): string {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map((choice) => typeText(choice, indent)).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.type === 'array') return arrayText(schema, indent);
  if (schema.type === 'object') return objectText(schema, indent);
  return schema.type ? simpleText(schema) : 'unknown';
}

function arrayText({ items, maxItems }: Schema, indent: string): string {
  const item = typeText(items ?? {}, indent);
  const list = item.includes(' | ') || item.includes('\n') ? `Array<${item}>` : `${item}[]`;
  return maxItems === undefined ? list : `${list} /* at most ${maxItems} */`;
}

function objectText({ properties = {}, required = [], additionalProperties }: Schema, indent: string): string {
  const names = Object.keys(properties);
  if (names.length === 0) return typeof additionalProperties === 'object' ? `Record<string, ${typeText(additionalProperties, indent)}>` : '{}';
  const inner = `${indent}  `;
  const line = (name: string, schema: Schema) => `${inner}${name}${required.includes(name) ? '' : '?'}: ${typeText(schema, inner)};${defaultText(schema)}`;
  return `{\n${Object.entries(properties).map(([name, schema]) => line(name, schema)).join('\n')}\n${indent}}`;
}

const defaultText = (schema: Schema): string => (schema.default === undefined ? '' : ` // default ${JSON.stringify(schema.default)}`);

function simpleText(schema: Schema): string {
  const limits = limitsOf(schema);
  return `${[schema.type].flat().join(' | ')}${limits ? ` /* ${limits} */` : ''}`;
}

function limitsOf({ type, format, minimum, maximum, minLength, maxLength }: Schema): string {
  const told = (value: number | undefined): value is number => value !== undefined && Math.abs(value) !== Number.MAX_SAFE_INTEGER;
  const range = [told(minimum) && `≥ ${minimum}`, told(maximum) && `≤ ${maximum}`];
  const length = [told(minLength) && `at least ${minLength} characters`, told(maxLength) && `at most ${maxLength} characters`];
  return [format, ...([type].flat().includes('string') ? length : range)].filter(Boolean).join(', ');
}

const errorSection = (): string => `## Error codes

An error is \`{code, field?, params?, detail?}\`: \`field\` is a path into the input, \`params\` fill the sentences a person reads, \`detail\` is technical.

${errorCodes.map((code) => `- \`${code}\``).join('\n')}
`;
