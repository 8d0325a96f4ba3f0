import type { Page } from 'playwright-core';
import { areas } from './texts.ts';

/** Keys of texts, or places for values, that are shown instead of words: in the text, in names, in tooltips. */
export function rawKeys(page: Page): Promise<string[]> {
  return page.evaluate((words) => {
    const shown = [document.title, document.body.innerText];
    for (const element of document.querySelectorAll('*')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) shown.push(element.getAttribute(name) ?? '');
    }
    const key = new RegExp(`\\b(?:${words.join('|')})\\.[a-z_]+(?:\\.[A-Za-z_]+)*|\\{\\{\\w+\\}\\}`, 'g');
    return shown.flatMap((text) => text.match(key) ?? []);
  }, areas);
}

/** Texts that stick out of their box or are cut at its edge, unless an ellipsis says so. Runs down the whole page. */
export function overflowingTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const parentsOf = (element: Element): Element[] => (element.parentElement ? [element.parentElement, ...parentsOf(element.parentElement)] : []);
    const styleOf = (element: Element) => getComputedStyle(element);
    const scrolls = (element: Element) => /auto|scroll/.test(styleOf(element).overflowX);
    const shortens = (element: Element) => styleOf(element).textOverflow === 'ellipsis' || styleOf(element).webkitLineClamp !== 'none';
    const widthOf = (element: Element) => element.getBoundingClientRect().width;
    const hasOwnText = (element: Element) => [...element.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent?.trim());
    const sticksOut = (element: Element) => {
      const chain = [element, ...parentsOf(element)];
      if (chain.some((e) => scrolls(e) || shortens(e))) return false;
      const block = chain.find((e) => styleOf(e).display !== 'inline') ?? element;
      if (block.scrollWidth > block.clientWidth + 1) return true;
      const range = document.createRange();
      range.selectNodeContents(element);
      const { right, left } = range.getBoundingClientRect();
      const clipping = chain.filter((e) => /hidden|clip/.test(styleOf(e).overflowX)).map((e) => e.getBoundingClientRect());
      return [...clipping, { left: 0, right: innerWidth }].some((box) => right > box.right + 1 || left < box.left - 1);
    };
    const shown = (element: Element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && widthOf(element) > 1;
    const texts = [...document.querySelectorAll('body *')].filter((e) => hasOwnText(e) && shown(e) && !(e instanceof HTMLOptionElement) && !(e instanceof SVGElement));
    return texts.filter(sticksOut).map((e) => `<${e.tagName.toLowerCase()} class="${e.className}"> ${e.textContent.trim().slice(0, 60)}`);
  });
}

interface AxValue { value?: string | number | boolean }
interface AxNode { role?: AxValue; name?: AxValue; ignored: boolean; properties?: { name: string; value: AxValue }[] }

/** Everything that can be focused and that the browser itself has no name for. */
export async function namelessControls(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree') as unknown as { nodes: AxNode[] };
  await session.detach();
  const focusable = (node: AxNode) => node.properties?.some((p) => p.name === 'focusable' && p.value.value === true);
  const nameless = (node: AxNode) => String(node.name?.value ?? '').trim() === '';
  return nodes.filter((n) => !n.ignored && n.role?.value !== 'RootWebArea' && focusable(n) && nameless(n)).map((n) => String(n.role?.value));
}

interface Stop { what: string; ring: boolean }

/** Walks once around with Tab: every stop, and whether one sees that the focus is there. */
export async function tabStops(page: Page): Promise<Stop[]> {
  const stops: Stop[] = [];
  await page.evaluate(() => { for (const e of document.querySelectorAll('[data-stop]')) e.removeAttribute('data-stop'); });
  for (let presses = 0; presses < 200; presses++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return 'outside';
      if (element.hasAttribute('data-stop')) return 'again';
      element.setAttribute('data-stop', '');
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const name = element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 40);
      return { what: `${element.tagName.toLowerCase()} ${name}`, ring: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 };
    });
    if (stop === 'again') return stops;
    if (stop !== 'outside') stops.push(stop);
  }
  throw new Error('Tab never comes round');
}

/** Controls in view that the walk did not stop at. Those taken out of the order on purpose are reached by arrow keys. */
export function neverReached(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const controls = [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex]')];
    const expected = controls.filter((e) => e.tabIndex >= 0 && e.checkVisibility() && !(e as HTMLButtonElement).disabled);
    return expected.filter((e) => !e.hasAttribute('data-stop')).map((e) => e.outerHTML.slice(0, 120));
  });
}
