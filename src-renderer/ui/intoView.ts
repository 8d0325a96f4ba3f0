/** Rows that were only estimated while nobody saw them take their real height when they come into view, and move what stands among them. */
const framesToSettle = 5;

/** As the `ref` of what has just been chosen or opened: scrolls it into view, and keeps it there until the rows around it have their heights. */
export function intoView(element: HTMLElement | null): void {
  let left = framesToSettle;
  const scroll = (): void => {
    element?.scrollIntoView({ block: 'nearest' });
    left -= 1;
    if (left > 0) requestAnimationFrame(scroll);
  };
  if (element) scroll();
}
