import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';

const DESK = 'src/rooms/bulletins/ComposePage.tsx';
const FORM = 'soan.html';
const ROOT = '<div id="root"></div>';
const STYLES = '<link rel="stylesheet"';

/**
 * Builds soan.html, the page of the desk's address: index.html with a form (console/soan.html) that takes words before any script has
 * come. The desk's own scripts and styles are fetched at once instead of after the first of them has run, and nothing holds the form
 * back: styles are asked for as those of print, until src/first-words.ts lets them in for the screen.
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
        const source = html
          .replace('</head>', () => `${linksOfDesk(bundle, html)}  </head>`)
          .replaceAll(STYLES, `${STYLES} media="print"`)
          .replace(ROOT, () => `${form}<div id="root" inert></div>`);
        if (source.length <= html.length + form.length) this.error(`index.html has no ${ROOT}`);
        this.emitFile({ type: 'asset', fileName: FORM, source });
      },
    },
  };
}

/** Links to the scripts and styles that the desk imports beyond those of the page. */
function linksOfDesk(bundle: Rolldown.OutputBundle, html: string): string {
  const desk = Object.values(bundle).find((file) => file.type === 'chunk' && file.facadeModuleId?.endsWith(DESK));
  const scripts = new Set<string>();
  const styles = new Set<string>();
  const follow = (name: string): void => {
    const file = bundle[name];
    if (file?.type !== 'chunk' || scripts.has(name) || html.includes(name)) return;
    scripts.add(name);
    for (const imported of file.imports) follow(imported);
    for (const style of file.viteMetadata?.importedCss ?? []) styles.add(style);
  };
  if (desk) follow(desk.fileName);
  const links = [
    ...[...scripts].map((name) => `<link rel="modulepreload" crossorigin href="/quan-ly/${name}">`),
    ...[...styles].map((name) => `${STYLES} crossorigin href="/quan-ly/${name}">`),
  ];
  return links.map((link) => `    ${link}\n`).join('');
}
