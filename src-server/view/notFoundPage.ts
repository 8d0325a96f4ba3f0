import { html } from './html.ts';
import { type PageContext, renderPage } from './page.ts';

export const notFoundPage = (page: PageContext): string =>
  renderPage(page, page.say('notFound'), html`<section class="card narrow"><h1>${page.say('notFound')}</h1><p><a href="/">${page.say('hearings')}</a></p></section>`);
