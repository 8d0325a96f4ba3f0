import { audioCaptureId } from '#shared/domain/hall.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { segmentsOf } from '../viewing/plan.ts';
import type { ViewingIndex, ViewingState } from '../viewing/index.ts';
import type { HearingPage } from './hearingPage.ts';
import { html, type Html } from './html.ts';
import type { PageContext } from './page.ts';

/** The recording, or in plain words why it cannot be played yet. */
export function playerCard(page: PageContext, input: HearingPage): Html {
  const { viewing, hearing } = input;
  return html`
    <section class="card player-card" data-state-url="/hearings/${hearing.hearingId}/viewing" data-state="${viewing.kind}">
      <h2>${page.say('recording')}</h2>
      ${viewing.kind === 'ready' ? player(page, input, viewing) : notPlayable(page, input, viewing)}
      ${arrivalNote(page, input)}
    </section>`;
}

function notPlayable(page: PageContext, { hearing }: HearingPage, viewing: Exclude<ViewingState, { kind: 'ready' }>): Html {
  const action = `/hearings/${hearing.hearingId}/viewing`;
  if (viewing.kind === 'no_media') return html`<p class="screen">${page.say('noMedia')}</p>`;
  if (viewing.kind === 'building') return html`<p class="screen" role="status">${page.say('building')}</p>`;
  const failed = viewing.kind === 'failed';
  return html`
    <div class="screen">${failed && html`<p role="alert">${page.say('buildFailed')}</p><details><summary>…</summary><pre>${viewing.detail}</pre></details>`}
      <form method="post" action="${action}"><button class="primary">${page.say(failed ? 'retry' : 'buildNow')}</button></form>
    </div>`;
}

/** How much of the recording is here, unless it is all of it. */
function arrivalNote(page: PageContext, { hearing, viewing }: HearingPage): Html | null {
  const here = segmentsOf(hearing.files).length;
  const skipped = viewing.kind === 'ready' ? viewing.index.skipped : [];
  const unreadable = skipped.length > 0 && html`<p class="notice">${page.say('skipped')}: ${skipped.join(', ')}</p>`;
  if (hearing.sealed && here >= hearing.sealed.segments) return unreadable || null;
  const total = hearing.sealed ? html`${page.say('of')} ${hearing.sealed.segments}` : html`(${page.say('notSealed')})`;
  return html`<p class="notice">${page.say('segmentsArrived')}: ${here} ${total}</p>${unreadable}`;
}

function player(page: PageContext, input: HearingPage, viewing: { version: string; index: ViewingIndex }): Html {
  const { hearing } = input;
  const { runs } = viewing.index;
  const captures = [...new Set(runs.flatMap((r) => r.copies.map((c) => c.captureId)))];
  const address = (name: string) => `/hearings/${hearing.hearingId}/viewing/${viewing.version}/${name}`;
  const data = runs.map((r) => ({
    runId: r.runId, fromMs: r.fromMs, toMs: r.toMs, sources: Object.fromEntries(r.copies.map((c) => [c.captureId, address(c.name)])),
  }));
  const label = (id: string) => input.cameraLabels.get(id) ?? id;
  const figure = (id: string) => (id === audioCaptureId
    ? html`<figure data-capture="${id}" class="sound"><video playsinline preload="metadata"></video></figure>`
    : html`<figure data-capture="${id}"><video playsinline preload="metadata"></video><figcaption>${label(id)}</figcaption></figure>`);
  return html`
    <div class="player" data-runs="${JSON.stringify(data)}">
      <div class="pictures count-${Math.min(captures.length, 4)}">${captures.map(figure)}</div>
      ${strip(page, hearing.state, runs)}
      <div class="controls">
        <button class="step" data-step-ms="-10000" aria-label="${page.say('back')}" title="${page.say('back')}">−10</button>
        <button class="primary play" data-play="${page.say('play')}" data-pause="${page.say('pause')}">${page.say('play')}</button>
        <button class="step" data-step-ms="10000" aria-label="${page.say('forward')}" title="${page.say('forward')}">+10</button>
        <output class="position">0:00:00</output>
        ${captures.length > 1 && cameraChoice(page, captures, label)}
      </div>
    </div>`;
}

const cameraChoice = (page: PageContext, captures: string[], label: (id: string) => string): Html => html`
  <div class="cameras"><button class="choose" data-choose="" aria-pressed="true">${page.say('allCameras')}</button>
    ${captures.map((id) => html`<button class="choose" data-choose="${id}" aria-pressed="false">${label(id)}</button>`)}</div>`;

const stripWidth = 1000;

/** The whole timeline as one picture: sections, marks, and a hand that the script moves. */
function strip(page: PageContext, state: Hearing | null, runs: ViewingIndex['runs']): Html {
  const zeroMs = state?.zeroUtcMs ?? 0;
  const sections = state?.sections ?? [];
  const ends = [...runs.map((r) => r.toMs), ...sections.map((s) => (s.endedAtMs ?? s.startedAtMs) - zeroMs)];
  const totalMs = Math.max(1, ...ends);
  const x = (ms: number) => Math.min(stripWidth, Math.max(0, (ms / totalMs) * stripWidth)).toFixed(2);
  const rect = (kind: string, fromMs: number, toMs: number) =>
    html`<rect class="${kind}" x="${x(fromMs)}" y="6" width="${Math.max(1, Number(x(toMs)) - Number(x(fromMs)))}" height="20"></rect>`;
  return html`
    <svg class="strip" viewBox="0 0 ${stripWidth} 32" preserveAspectRatio="none" role="slider" tabindex="0" aria-label="${page.say('position')}"
      aria-valuemin="0" aria-valuemax="${Math.round(totalMs)}" aria-valuenow="0" data-total-ms="${Math.round(totalMs)}">
      ${sections.map((s) => rect(s.kind, s.startedAtMs - zeroMs, (s.endedAtMs ?? zeroMs + totalMs) - zeroMs))}
      ${(state?.marks ?? []).map((m) => html`<line class="tick" x1="${x(m.atMs - zeroMs)}" x2="${x(m.atMs - zeroMs)}" y1="2" y2="30"></line>`)}
      <line class="hand" x1="0" x2="0" y1="0" y2="32"></line>
    </svg>`;
}
