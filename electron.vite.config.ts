import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;

/**
 * `practice` is the build that tests and the demo open: the same preload and window, but a main
 * process whose composition root dials the practice servers. The production build never imports it.
 */
const builds = {
  production: { outDir: 'out', main: 'electron/main/index.ts' },
  practice: { outDir: 'out-practice', main: 'test/practice/main.ts' },
};

export default defineConfig(({ mode }) => {
  const { outDir, main } = mode === 'practice' ? builds.practice : builds.production;
  return {
    main: {
      build: {
        outDir: resolve(root, outDir, 'main'),
        // Set by hand, so that one build runs in the pinned Electron and in the older stand-in of the tests.
        target: 'node20.18',
        // Dependencies are bundled: dynamic imports become lazy chunks and a package needs no node_modules.
        externalizeDeps: false,
        rolldownOptions: {
          input: {
            index: resolve(root, main),
            'srp-worker': resolve(root, 'electron/main/telegram/gramjs/srp-worker.ts'),
          },
          // Native accelerators of gramjs' WebSocket library; it does without them where require fails.
          external: ['bufferutil', 'utf-8-validate'],
          // Flat, so that import.meta.dirname is the same folder in every chunk.
          output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
        },
      },
    },
    preload: {
      build: {
        outDir: resolve(root, outDir, 'preload'),
        target: 'node20.18',
        externalizeDeps: false,
        // A sandboxed preload has to be one CommonJS file (Electron documentation, process sandboxing).
        isolatedEntries: true,
        rolldownOptions: {
          input: {
            index: resolve(root, 'electron/preload/index.ts'),
            confirmation: resolve(root, 'electron/preload/confirmation.ts'),
          },
          output: { format: 'cjs', entryFileNames: '[name].cjs' },
        },
      },
    },
    renderer: {
      root: resolve(root, 'renderer'),
      plugins: [react()],
      build: {
        outDir: resolve(root, outDir, 'renderer'),
        target: 'chrome130',
        minify: true,
        // The window is read from the disk: its size costs no download.
        chunkSizeWarningLimit: 2_000,
        rolldownOptions: {
          input: {
            index: resolve(root, 'renderer/index.html'),
            lock: resolve(root, 'renderer/lock.html'),
            confirmation: resolve(root, 'renderer/confirmation.html'),
          },
        },
      },
    },
  };
});
