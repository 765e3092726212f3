import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { deskPage } from './desk-page.ts';

const NUMBERS = /node_modules\/react-number-format\/|components\/NumberInput\//;

/** The console as the server serves it: below /quan-ly/, for office PCs as old as Windows 7 (Chrome 109). */
export default defineConfig({
  base: '/quan-ly/',
  plugins: [react(), deskPage()],
  build: {
    target: 'chrome109',
    // The server's content policy lets no font or script in by data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What screens share comes in two files, for forty small ones cost more on a slow line than they save: one with what the first screen
    // needs, one with the first screen that is opened later.
    rolldownOptions: {
      input: { console: 'index.html', sw: 'src/sw.ts' },
      output: {
        // A worker keeps its name: browsers look for a newer one under the old address.
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        codeSplitting: {
          groups: [
            { name: 'shared', tags: ['$initial'], minShareCount: 2, priority: 2 },
            // Fields for numbers are heavy, and the desk, which opens on the slowest phones, has none.
            { name: 'numbers', test: NUMBERS, priority: 1 },
            { name: 'later', minShareCount: 2, priority: 0 },
          ],
        },
      },
    },
  },
});
