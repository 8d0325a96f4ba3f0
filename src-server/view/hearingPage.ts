import type { Hearing } from '#shared/domain/hearing/state.ts';
import { words } from '#shared/domain/words.ts';
import type { LoadedHearing } from '../hearing/load.ts';
import type { ViewingState } from '../viewing/index.ts';
import { courseCard, incidentsCard, marksCard, participantsCard } from './courseParts.ts';
import { documentsCard, filesCard } from './fileParts.ts';
import { dateTimeText } from './format.ts';
import { html, type Html } from './html.ts';
import { type PageContext, renderPage } from './page.ts';
import { playerCard } from './playerParts.ts';

export interface HearingPage {
  hearing: LoadedHearing;
  viewing: ViewingState;
  /** What the hall calls its cameras; empty until the manifest has arrived. */
  cameraLabels: ReadonlyMap<string, string>;
}

function heading(page: PageContext, state: Hearing): Html {
  const { schedule, phase } = state;
  const facts: [string, string][] = [
    [page.say('start'), dateTimeText(schedule.startsAtMs, page.timeZone)],
    [page.say('court'), schedule.court], [page.say('hall'), schedule.hall], [page.say('judge'), schedule.judge],
  ];
  return html`
    <header class="hearing-head">
      <h1><span class="clamp">${schedule.caseNumber}</span></h1>
      <p class="kind">${words.proceedings[schedule.proceedings][page.language]} · ${words.instance[schedule.instance][page.language]}</p>
      <span class="phase ${phase.name}">${words.phase[phase.name][page.language]}</span>
      ${state.demo && html`<span class="demo">${page.say('demo')}</span>`}
      <dl>${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd class="clamp">${value}</dd></div>`)}</dl>
    </header>`;
}

/** One hearing: the recording with its marks first, then everything that vouches for it. */
export function hearingPage(page: PageContext, input: HearingPage): string {
  const { state, factsNotUnderstood } = input.hearing;
  const head = state ? heading(page, state) : html`<header class="hearing-head"><h1>${page.say('beginningMissing')}</h1></header>`;
  const doubt = factsNotUnderstood > 0 && html`<p class="notice">${page.say('notUnderstood')}: ${factsNotUnderstood}</p>`;
  return renderPage(page, state?.schedule.caseNumber ?? page.say('beginningMissing'), html`
    ${head}${doubt}
    <div class="watch">${playerCard(page, input)}${marksCard(page, input)}</div>
    <div class="columns">
      ${state && courseCard(page, state)}${documentsCard(page, input.hearing)}${state && participantsCard(page, state)}${state && incidentsCard(page, state)}
    </div>
    ${filesCard(page, input.hearing)}`);
}
