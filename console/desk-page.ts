import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';

const DESK = 'src/rooms/bulletins/ComposePage.tsx';
const FORM = 'soan.html';
const ROOT = '<div id="root"></div>';
const STYLES = /^\s*<link rel="stylesheet".*>\n/gm;

/**
 * Builds soan.html, the page of the desk's address: index.html with a form (console/soan.html) that takes words before any script has
 * come. The desk's own scripts are fetched at once instead of after the first of them has run, and nothing holds the form back:
 * styles stand behind it, and before what the scripts add to them. src/first-words.ts hands the words over.
 */
export function deskPage(): Plugin {
  return {
    name: 'nguon-desk-page',
    apply: 'build',
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const index = bundle['index.html'];
        if (index?.type !== 'asset') this.error('index.html was not built before the page of the desk');
        const html = String(index.source);
        const form = await readFile(join(import.meta.dirname, FORM), 'utf8');
        const styles = [...html.matchAll(STYLES)].join('');
        const source = html
          .replaceAll(STYLES, '')
          .replace('</head>', () => `${preloads(bundle, html)}  </head>`)
          .replace(ROOT, () => `${form}${styles}<div id="root" inert></div>`);
        if (source.length <= html.length + form.length) this.error(`index.html has no ${ROOT}`);
        this.emitFile({ type: 'asset', fileName: FORM, source });
      },
    },
  };
}

/** Links to the scripts and styles that the desk needs beyond those that the page has already. */
function preloads(bundle: Rolldown.OutputBundle, html: string): string {
  const desk = Object.values(bundle).find((file) => file.type === 'chunk' && file.facadeModuleId?.endsWith(DESK));
  const wanted = new Set<string>();
  const follow = (name: string): void => {
    const file = bundle[name];
    if (file?.type !== 'chunk' || wanted.has(name) || html.includes(name)) return;
    wanted.add(name);
    for (const imported of file.imports) follow(imported);
  };
  if (desk) follow(desk.fileName);
  return [...wanted].map((name) => `    <link rel="modulepreload" crossorigin href="/quan-ly/${name}">\n`).join('');
}
