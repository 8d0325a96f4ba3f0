import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The pages of those who take part from elsewhere and of those who watch: served by the court server, run on telephones too. */
export default defineConfig({
  root: 'src-participant',
  base: '/join/',
  plugins: [react()],
  worker: { format: 'es' },
  build: { outDir: '../dist/participant', emptyOutDir: true, target: ['chrome110', 'safari16.4', 'firefox115'], assetsInlineLimit: 0, modulePreload: { polyfill: false }, rolldownOptions: { input: ['src-participant/index.html', 'src-participant/watch.html'] } },
});
