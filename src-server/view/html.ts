/** Markup that is safe to send. Only `html` makes it, so anything a person typed has been escaped. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number | null | undefined | false | readonly Part[];

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '\0': '\u2400' };

/** Text as text; NUL, which HTML cannot carry, becomes its visible sign. */
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"'\0]/g, (sign) => escapes[sign] ?? sign);

function render(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (part instanceof Html) return part.text;
  return typeof part === 'object' ? part.map(render).join('') : escapeHtml(String(part));
}

export const html = (strings: TemplateStringsArray, ...parts: Part[]): Html =>
  new Html(strings.reduce((text, piece, index) => text + render(parts[index - 1]) + piece));
