import type { Hearing, Mark, Section } from '#shared/domain/hearing/state.ts';
import { words } from '#shared/domain/words.ts';
import { placeOf } from '../viewing/timeline.ts';
import { positionText, timeText } from './format.ts';
import type { HearingPage } from './hearingPage.ts';
import { html, type Html } from './html.ts';
import type { PageContext } from './page.ts';

const markWords: Record<string, Record<PageContext['language'], string>> = words.marks;

function markItem(page: PageContext, { viewing, hearing }: HearingPage, mark: Mark): Html {
  const zeroMs = hearing.state?.zeroUtcMs ?? null;
  const positionMs = zeroMs === null ? null : mark.atMs - zeroMs;
  const place = viewing.kind === 'ready' && positionMs !== null ? placeOf(viewing.index.runs, positionMs) : null;
  const seek = place ? html`data-run="${place.runId}" data-offset-ms="${Math.round(place.offsetMs)}"` : html`disabled`;
  const note = mark.withdrawn ? page.say('withdrawn') : mark.earlier.length > 0 && page.say('edited');
  return html`
    <li class="${mark.withdrawn && 'withdrawn'}">
      <button class="mark" ${seek}>
        <span class="times"><time>${timeText(mark.atMs, page.timeZone)}</time>${positionMs !== null && html`<small>${positionText(positionMs)}</small>`}</span>
        <span class="what"><b>${markWords[mark.template]?.[page.language] ?? mark.template}</b>${note && html` <small>(${note})</small>`}
          ${mark.text !== '' && html`<span class="mark-text">${mark.text}</span>`}</span>
      </button>
    </li>`;
}

export function marksCard(page: PageContext, input: HearingPage): Html {
  const marks = input.hearing.state?.marks ?? [];
  const list = html`<ol class="marks">${marks.map((m) => markItem(page, input, m))}</ol>`;
  return html`<section class="card marks-card"><h2>${page.say('marks')} <small>${marks.length}</small></h2>${marks.length > 0 ? list : html`<p class="notice">${page.say('noMarks')}</p>`}</section>`;
}

const sectionItem = (page: PageContext, s: Section): Html => html`
  <li class="${s.kind}">
    <time>${timeText(s.startedAtMs, page.timeZone)}${s.endedAtMs !== null && ` – ${timeText(s.endedAtMs, page.timeZone)}`}</time>
    <span><b>${words.sectionKind[s.kind][page.language]}</b>${!s.recorded && html` <small>(${page.say('notRecorded')})</small>`}
      ${s.reason !== '' && html`<span class="reason">${s.reason}</span>`}</span>
  </li>`;

export const courseCard = (page: PageContext, state: Hearing): Html | null => (state.sections.length === 0 ? null : html`
  <section class="card"><h2>${page.say('sections')}</h2><ol class="course">${state.sections.map((s) => sectionItem(page, s))}</ol></section>`);

export const participantsCard = (page: PageContext, state: Hearing): Html => html`
  <section class="card"><h2>${page.say('participants')}</h2>
    <ul class="people">${state.schedule.participants.map((p) => html`
      <li><b class="clamp">${p.name}</b><small>${words.participantRole[p.role][page.language]} · ${words.attendance[p.attendance][page.language]}</small></li>`)}
    </ul>
  </section>`;

/** From when till when; open-ended while it lasts. */
const span = (page: PageContext, fromMs: number, toMs: number | null): string =>
  `${timeText(fromMs, page.timeZone)} – ${toMs === null ? '…' : timeText(toMs, page.timeZone)}`;

/** Incidents somebody opened, and every gap the recorder reported, opened or not. */
export function incidentsCard(page: PageContext, state: Hearing): Html | null {
  if (state.incidents.length + state.gaps.length === 0) return null;
  const line = (time: string, what: string, detail: string) =>
    html`<li class="technical_break"><time>${time}</time><b>${what}</b><span class="reason">${detail}</span></li>`;
  const incidents = state.incidents.map((i) =>
    line(span(page, i.startedAtMs, i.resolved?.atMs ?? null), words.incidentSubject[i.subject][page.language], i.note));
  const gaps = state.gaps.map((g) => line(span(page, g.fromMs, g.toMs), `${page.say('gap')}: ${g.captureId}`, g.cause));
  return html`<section class="card"><h2>${page.say('incidents')}</h2><ol class="course">${incidents}${gaps}</ol></section>`;
}
