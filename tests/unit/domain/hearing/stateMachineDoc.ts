import { sectionKinds, sectionPolicy } from '#shared/domain/hearing/state.ts';
import { acceptsMarks, isLive, isOver, phaseCommands, transitions } from '#shared/domain/hearing/transitions.ts';
import { phaseNames } from './phases.ts';

const recorderDoes = { record: 'records', record_closed: 'records, marked as closed to the public', hall_off: 'does not record' } as const;

/** Destinations of `resume` and `postpone` depend on where the hearing is. */
const arrows = phaseCommands.flatMap((command) => {
  const { from, to } = transitions[command];
  return from.flatMap((phase) => {
    if (to !== 'where it came from') return [`  ${phase} --> ${command === 'postpone' && isLive(phase) ? 'closed' : to}: ${command}`];
    if (phase === 'closed_section') return [`  ${phase} --> in_session: ${command}`];
    return [`  ${phase} --> in_session: ${command}`, `  ${phase} --> closed_section: ${command}`];
  });
});

const table = [
  '| command | from | to |',
  '|---|---|---|',
  ...phaseCommands.map((command) => `| \`${command}\` | ${transitions[command].from.join(', ')} | ${transitions[command].to}${command === 'postpone' ? ' (once opened: closed, outcome “postponed”)' : ''} |`),
];

/** docs/state-machine.md, from the table that the program runs. */
export const stateMachineDoc = (): string => `# The hearing machine

Generated from \`src-shared/domain/hearing/transitions.ts\`; a test keeps it up to date (\`npx vitest run -u\` renews it).

There is no pause. Time that is not recorded is a section of a kind that says so, with its reason.

\`\`\`mermaid
stateDiagram-v2
  [*] --> scheduled
${arrows.join('\n')}
  handed_over --> [*]
  postponed --> [*]
  cancelled --> [*]
\`\`\`

## Commands

${table.join('\n')}

A command that the table does not allow is refused with \`hearing.illegal_command\` (\`command\`, \`from\`) and changes nothing.

## A section that is coming up

A section that is to be recorded while nothing is being recorded (\`open\`, \`resume\` after a recess or deliberation) is first
*requested*: the phase stays what it was until the recorder says that every track has media (or which track has none),
so that the section is what was recorded. It takes seconds; meanwhile only \`close\` and \`postpone\` are taken, and marks.

## Sections

| section | the recorder |
|---|---|
${sectionKinds.map((kind) => `| ${kind} | ${recorderDoes[sectionPolicy[kind]]} |`).join('\n')}

Sections follow one another without a hole: one ends at the moment at which the next begins, also when the clock is set back.
A gap (a track without media) ends at the latest with the recording it is a gap of.

## Marks

Marks are taken, edited and withdrawn in: ${phaseNames.filter(acceptsMarks).join(', ')}; and while the opening is coming up.
Incidents and acts are taken in every phase. The schedule of a hearing that is over (${phaseNames.filter(isOver).join(', ')}) stays as it was:
a row of the court server's that moves after that is another hearing.
`;
