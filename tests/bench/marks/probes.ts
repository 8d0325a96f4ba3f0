/** Runs inside the page. All moments are wall-clock milliseconds with the fraction of `performance`. */
export function probes(token: string): void {
  sessionStorage.setItem('token', token);
  const seen: { pressed: number[]; sent: number[]; answered: number[]; shown: number[] } = { pressed: [], sent: [], answered: [], shown: [] };
  Object.assign(window, { seen });
  const now = () => performance.timeOrigin + performance.now();
  addEventListener('keydown', (e) => { if (e.code === 'F6') seen.pressed.push(performance.timeOrigin + e.timeStamp); }, true);
  const asked = new Set<number>();
  const Plain = WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      this.addEventListener('message', (e) => {
        const message = JSON.parse(String(e.data)) as { k: string; id: number };
        if (message.k === 'ok' && asked.delete(message.id)) seen.answered.push(now());
      });
    }
    override send(data: string): void {
      const message = JSON.parse(data) as { name?: string; id: number };
      if (message.name === 'hearing.addMark') {
        asked.add(message.id);
        seen.sent.push(now());
      }
      super.send(data);
    }
  };
  addEventListener('DOMContentLoaded', () => {
    let count = -1; // those already there are no answer to a key
    new MutationObserver(() => {
      // The heading counts the marks that stand in the list below it; both come with one commit of the page.
      const shown = Number((document.querySelector('#marks-title span')?.textContent ?? '').replaceAll(/\D/g, ''));
      if (count < 0 && shown > 0) count = shown;
      for (; count >= 0 && count < shown; count++) seen.shown.push(now());
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
}
