import { words } from '#shared/domain/words.ts';
import type { HearingLine } from '../hearing/load.ts';
import { dateTimeText } from './format.ts';
import { html, type Html } from './html.ts';
import { type PageContext, renderPage } from './page.ts';

function row(page: PageContext, hearing: HearingLine): Html {
  const { state, hearingId, filesReceived } = hearing;
  const link = html`/hearings/${hearingId}`;
  if (!state) return html`<tr><td></td><td colspan="4"><a href="${link}">${page.say('beginningMissing')}</a></td><td class="number">${filesReceived}</td></tr>`;
  const { schedule, phase } = state;
  return html`
    <tr>
      <td class="when">${dateTimeText(schedule.startsAtMs, page.timeZone)}</td>
      <td><a class="clamp" href="${link}">${schedule.caseNumber}</a></td>
      <td>${words.proceedings[schedule.proceedings][page.language]}</td>
      <td><span class="clamp">${schedule.hall}</span></td>
      <td><span class="phase ${phase.name}">${words.phase[phase.name][page.language]}</span></td>
      <td class="number">${filesReceived}</td>
    </tr>`;
}

const startOf = (h: HearingLine): number => h.state?.schedule.startsAtMs ?? 0;

export function listPage(page: PageContext, hearings: readonly HearingLine[]): string {
  const { say } = page;
  const rows = hearings.toSorted((a, b) => startOf(b) - startOf(a)).map((h) => row(page, h));
  const table = html`
    <table class="list">
      <thead><tr><th class="when">${say('start')}</th><th class="name">${say('caseNumber')}</th><th></th><th>${say('hall')}</th><th>${say('state')}</th><th class="number">${say('arrived')}</th></tr></thead>
      <tbody>${rows}</tbody>
    </table>`;
  return renderPage(page, say('hearings'), html`
    <section class="card"><h1>${say('hearings')}</h1>${rows.length > 0 ? table : html`<p class="notice">${say('noHearings')}</p>`}</section>`);
}
