import { html } from './html.ts';
import { type PageContext, renderPage } from './page.ts';
import type { TextKey } from './texts.ts';

export function signInPage(page: PageContext, passwordSet: boolean, problem: TextKey | null): string {
  const { say } = page;
  const form = html`
    <form class="sign-in" method="post" action="/sign-in">
      <label>${say('password')}<input type="password" name="password" autocomplete="current-password" required autofocus maxlength="200"></label>
      <button class="primary">${say('signIn')}</button>
    </form>`;
  return renderPage(page, say('title'), html`
    <section class="card narrow">
      <h1>${say('title')}</h1>
      ${problem && html`<p class="notice problem" role="alert">${say(problem)}</p>`}
      ${passwordSet ? form : html`<p class="notice">${say('noPassword')}</p>`}
    </section>`);
}
