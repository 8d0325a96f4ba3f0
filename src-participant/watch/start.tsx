import { createRoot } from 'react-dom/client';
import '../page.css';
import { startWords } from '../words.ts';
import { WatchPage } from './WatchPage.tsx';
import { Watching } from './watching.ts';

export function start(): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('watch.html has no #root');
  startWords();
  const watching = new Watching(location.pathname.split('/').at(-1) ?? '');
  createRoot(root).render(<WatchPage watching={watching} />);
  watching.begin();
}
