import { defineConfig, type Plugin } from 'vite';

/** Writes a mark of the build and the names of its files into the service worker, so that it keeps them all and changes with each of them. */
function listShell(): Plugin {
  return {
    name: 'list-shell',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const worker = bundle['sw.js'];
      if (worker?.type !== 'chunk') throw new Error('the service worker was not built');
      const files = Object.values(bundle).filter(({ fileName }) => fileName !== 'sw.js' && !fileName.endsWith('.map'));
      const names = files.map(({ fileName }) => fileName).toSorted();
      // Names of scripts and styles change with their content; those of pages do not.
      const pages = files.map((file) => (file.type === 'asset' && file.fileName.endsWith('.html') ? file.source : ''));
      const shell = JSON.stringify({ mark: markOf([...names, ...pages].join('\n')), names });
      const code = worker.code.replace(/(["'`])__SHELL__\1/, () => JSON.stringify(shell));
      if (code === worker.code) throw new Error('the service worker has no place for the list of files');
      worker.code = code;
    },
  };
}

/** FNV-1a, 32 bits: tells one build from another, and no more. */
function markOf(text: string): string {
  let mark = 0x811c9dc5;
  for (const character of text) mark = Math.imul(mark ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (mark >>> 0).toString(16);
}

export default defineConfig({
  base: '/bang/',
  plugins: [listShell()],
  build: {
    target: 'chrome109',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { board: 'index.html', loa: 'loa.html', sw: 'src/sw.ts' },
      output: {
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});
