import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The one renderer bundle, for both shells. No inline code, no data: fonts – the CSP allows neither. */
export default defineConfig({
  root: 'src-renderer',
  base: './',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
});
