import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** What several screens share but none of the first: deciding with a phone's key, templates, players. It comes with the first of them. */
const OPENED_LATER =
  /console\/src\/(rooms\/(requests\/(?!inbox|Inbox|ReturnNote)|templates\/|bulletins\/(?!shared)|accounts\/(phone-key|PinSheet|pin))|api-standing|ui\/(Playlist|Waveform)Player)|protocol\/src\/(http\/standing|standing|template|sign)\.ts/;

/** The console as the server serves it: below /quan-ly/, for office PCs as old as Windows 7 (Chrome 109). */
export default defineConfig({
  base: '/quan-ly/',
  plugins: [react()],
  build: {
    target: 'chrome109',
    // The server's content policy lets no font or script in by data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What several screens share comes as one file: forty small ones cost more on a slow line than they save.
    rolldownOptions: {
      input: { console: 'index.html', sw: 'src/sw.ts' },
      output: {
        // A worker keeps its name: browsers look for a newer one under the old address.
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        codeSplitting: {
          groups: [
            { name: 'shared', minShareCount: 2, priority: 2, test: (id: string) => !OPENED_LATER.test(id) },
            { name: 'deciding', minShareCount: 2, priority: 1, test: OPENED_LATER },
          ],
        },
      },
    },
  },
});
