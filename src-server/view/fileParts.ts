import type { LoadedHearing } from '../hearing/load.ts';
import type { FileRow } from '../ports.ts';
import { dateText, sizeText, timeText } from './format.ts';
import { html, type Html } from './html.ts';
import type { PageContext } from './page.ts';

const isMedia = (f: FileRow): boolean => f.kind === 'audio' || f.kind === 'video';
const address = (f: FileRow): string => `/hearings/${f.hearingId}/files/${f.fileId}`;
const nameOf = (f: FileRow): string => f.path.split('/').at(-1) ?? f.path;

function receiptText(page: PageContext, f: FileRow): Html {
  if (f.state === 'uploading') return html`<span class="waiting">${page.say('uploading')}</span>`;
  if (f.state === 'mismatch') return html`<span class="waiting">${page.say('mismatch')}</span>`;
  const atMs = f.receivedAtMs ?? 0;
  return html`<span title="${f.receiptId}">✓ ${dateText(atMs, page.timeZone)} ${timeText(atMs, page.timeZone)}</span>`;
}

const fileRow = (page: PageContext, f: FileRow): Html => html`
  <tr>
    <td class="path">${f.state === 'received' ? html`<a href="${address(f)}">${f.path}</a>` : f.path}</td>
    <td class="number">${sizeText(f.sizeBytes, page.say('bytes'))}</td>
    <td class="hash">${f.sha256}</td>
    <td>${receiptText(page, f)}</td>
  </tr>`;

const fileTable = (page: PageContext, files: readonly FileRow[]): Html => html`
  <table class="files">
    <thead><tr><th>${page.say('file')}</th><th class="number">${page.say('size')}</th><th>${page.say('sha256')}</th><th>${page.say('receipt')}</th></tr></thead>
    <tbody>${files.map((f) => fileRow(page, f))}</tbody>
  </table>`;

/** Protocols and acts to open; the PDFs first. */
export function documentsCard(page: PageContext, { files }: LoadedHearing): Html {
  const documents = files.filter((f) => !isMedia(f) && f.kind !== 'manifest' && f.state === 'received');
  const sorted = documents.toSorted((a, b) => Number(b.path.endsWith('.pdf')) - Number(a.path.endsWith('.pdf')));
  const list = html`<ul class="documents">${sorted.map((f) => html`
    <li><a href="${address(f)}" target="_blank" rel="noopener">${nameOf(f)}</a><small>${sizeText(f.sizeBytes, page.say('bytes'))}</small></li>`)}</ul>`;
  return html`<section class="card"><h2>${page.say('documents')}</h2>${documents.length > 0 ? list : html`<p class="notice">${page.say('noDocuments')}</p>`}</section>`;
}

export function filesCard(page: PageContext, { files, factReceipts }: LoadedHearing): Html {
  const media = files.filter(isMedia);
  const others = files.filter((f) => !isMedia(f));
  const receivedBytes = media.filter((f) => f.state === 'received').reduce((sum, f) => sum + f.sizeBytes, 0);
  const mediaPart = html`
    <details><summary>${page.say('media')}: ${media.length} · ${sizeText(receivedBytes, page.say('bytes'))}</summary>${fileTable(page, media)}</details>`;
  return html`
    <section class="card"><h2>${page.say('files')}</h2>
      ${others.length > 0 && fileTable(page, others)}${media.length > 0 && mediaPart}
      <p class="facts">${page.say('facts')}: ${factReceipts.length}</p>
    </section>`;
}
