import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page of those who take part from elsewhere: served by the court server, runs on telephones too. */
export default defineConfig({
  root: 'src-participant',
  base: '/join/',
  plugins: [react()],
  worker: { format: 'es' },
  build: { outDir: '../dist/participant', emptyOutDir: true, target: ['chrome110', 'safari16.4', 'firefox115'], assetsInlineLimit: 0, modulePreload: { polyfill: false } },
});
