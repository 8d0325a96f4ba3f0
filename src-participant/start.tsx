import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { ParticipantSession } from './session.ts';
import './page.css';
import { startWords } from './words.ts';

export function start(): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  startWords();
  const session = new ParticipantSession();
  createRoot(root).render(<App session={session} />);
  void session.begin(takeCredentials());
}

/** What stands behind `#` is never sent to a server; read once, it is taken out of the address, which others may see. */
function takeCredentials(): { login: string; password: string } | null {
  const [login, password] = decodeURIComponent(location.hash.slice(1)).split('.');
  if (!login || !password) return null;
  history.replaceState(null, '', location.pathname);
  return { login, password };
}
