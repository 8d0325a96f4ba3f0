import { defineConfig } from 'vite';

/** Everything that runs in Node or in Electron's main process. Packages stay outside the bundle. */
export default defineConfig({
  build: {
    ssr: true,
    outDir: 'dist/node',
    emptyOutDir: true,
    target: 'node22',
    minify: false,
    sourcemap: true,
    rollupOptions: {
      input: {
        console: 'src-main/entries/console.ts',
        'electron-main': 'src-main/entries/electron.ts',
        'store-worker': 'src-main/store/worker.ts',
        'print-worker': 'src-main/documents/printWorker.ts',
        recorder: 'src-main/entries/recorder.ts',
        'media-edge': 'src-main/media-edge/edgeProcess.ts',
        ctl: 'src-main/cli/ctl.ts',
        verify: 'src-main/cli/verify.ts',
        demo: 'src-main/cli/demo.ts',
        'court-server': 'src-server/main.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
