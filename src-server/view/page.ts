import { html, type Html } from './html.ts';
import { languages, type Say, sayIn, type ViewLanguage } from './texts.ts';

/** What every page needs to know about who looks at it, and from where. */
export interface PageContext {
  language: ViewLanguage;
  say: Say;
  /** Path of this page; the language links lead back to it. */
  path: string;
  signedIn: boolean;
  timeZone: string;
}

export const pageContext = (input: Omit<PageContext, 'say'>): PageContext => ({ ...input, say: sayIn(input.language) });

const languageNames: Record<ViewLanguage, string> = { kk: 'Қазақша', ru: 'Русский', en: 'English' };

function languageLinks(page: PageContext): Html {
  const links = languages.map((l) => html`<a href="${page.path}?lang=${l}" lang="${l}" ${l === page.language && html`aria-current="true"`}>${languageNames[l]}</a>`);
  return html`<nav class="languages" aria-label="${page.say('language')}">${links}</nav>`;
}

const signOut = (page: PageContext): Html =>
  html`<form method="post" action="/sign-out"><button class="quiet">${page.say('signOut')}</button></form>`;

/** The frame around every page. */
export function renderPage(page: PageContext, title: string, main: Html): string {
  return html`<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title.slice(0, 120)}</title>
<link rel="stylesheet" href="/assets/view.css">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<script type="module" src="/assets/view.js"></script>
</head>
<body>
<header class="top"><a class="home" href="/">${page.say('title')}</a>${languageLinks(page)}${page.signedIn && signOut(page)}</header>
<main>${main}</main>
</body>
</html>`.text;
}
