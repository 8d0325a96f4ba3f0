import type { Locator, Page } from 'playwright-core';
import type { IncidentSubject } from '#shared/domain/hearing/state.ts';
import { press, typeInto } from './fixture.ts';
import { say } from './texts.ts';

/** The place of incidents, opened by its key over whatever is shown. */
export async function openDock(page: Page): Promise<Locator> {
  const dock = page.getByRole('complementary', { name: say('incidents.title') });
  if (!(await dock.isVisible())) await page.keyboard.press('F11');
  await dock.waitFor();
  return dock;
}

export async function noteFault(page: Page, subject: IncidentSubject, note: string): Promise<Locator> {
  const dock = await openDock(page);
  await dock.getByLabel(say('incidents.what')).selectOption(subject);
  await typeInto(page, dock.getByRole('form', { name: say('incidents.new') }).getByLabel(say('incidents.note')), note);
  await press(page, dock.getByRole('button', { name: say('incidents.do_open') }));
  await dock.getByRole('region', { name: say('incidents.chain.title') }).first().waitFor();
  return dock;
}

/** Tells the link of the chain that stands at this place. */
export async function tell(page: Page, dock: Locator, place: number, to: string): Promise<void> {
  const chain = dock.getByRole('region', { name: say('incidents.chain.title') }).first();
  const link = chain.getByRole('listitem').nth(place);
  await press(page, link.getByRole('button').first());
  await typeInto(page, link.getByLabel(say('incidents.chain.to')), to);
  await press(page, link.getByRole('button', { name: say('incidents.chain.do_tell') }));
  await link.getByText(to).waitFor();
}
