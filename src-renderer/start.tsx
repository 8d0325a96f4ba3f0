import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { applyPreferences } from './app/applyPreferences.ts';
import { startI18n } from './i18n/i18n.ts';
import { preferences, startLive } from './stores/live.ts';

/** Texts, theme, link, screen: in this order, so that nothing is ever shown without words. */
export function start(): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  startI18n(preferences.getState().language);
  applyPreferences(preferences);
  startLive();
  createRoot(root).render(<App />);
}
