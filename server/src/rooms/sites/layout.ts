import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** A piece of safe HTML. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What stands around every public page. */
export interface Frame {
  title: string;
  description: string;
  /** "Tỉnh mẫu …" in demo folders; null in production. */
  banner: string | null;
  home: { href: string; label: string };
}

/** One public page: HTML first, no script, the reader's own font, readable at 320 px and printed in black. */
export function page(frame: Frame, body: Html): Html {
  return html`<!doctype html>
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${frame.title}</title>
        <meta name="description" content="${frame.description}" />
        <meta name="color-scheme" content="light dark" />
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <a class="skip" href="#noi-dung">Đến nội dung</a>
        ${frame.banner === null ? '' : html`<p class="banner">${frame.banner}</p>`}
        <header><a href="${frame.home.href}">${frame.home.label}</a></header>
        <main id="noi-dung">${body}</main>
        <footer><p>Trang thông tin điện tử, do hệ thống Nguồn của tỉnh cung cấp. <a href="/">Tất cả các xã, phường, thị trấn</a></p></footer>
      </body>
    </html>`;
}

const STYLE = `
:root{--ink:#1d2522;--paper:#fbf8f2;--line:#d9d3c6;--green:#0b5d4b;--amber:#8a5a00;--soft:#f1ece1}
@media (prefers-color-scheme:dark){:root{--ink:#ece8df;--paper:#161a18;--line:#3a423e;--green:#7fd1ba;--amber:#f0c069;--soft:#202623}}
*{box-sizing:border-box}
body{margin:0;font:1.0625rem/1.65 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
header,main,footer,.banner{max-width:44rem;margin:0 auto;padding:.75rem 1rem}
header{border-bottom:1px solid var(--line);font-weight:600}
.banner{background:var(--soft);font-size:.95rem}
a{color:var(--green)}
a:focus-visible,audio:focus-visible{outline:3px solid var(--green);outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.5rem}
h1{font-size:1.6rem;line-height:1.3;margin:.5rem 0}
h2{font-size:1.25rem;line-height:1.35;margin:2rem 0 .5rem}
h3{font-size:1.1rem;margin:0}
article{border-top:1px solid var(--line);padding:1rem 0}
.meta{margin:.15rem 0;font-size:.95rem;opacity:.85}
.priority{color:var(--amber);font-weight:600}
audio{width:100%;margin:.5rem 0}
img{max-width:100%;height:auto}
.text{white-space:pre-line;max-width:38rem;overflow-wrap:anywhere}h1,h3{overflow-wrap:anywhere}
label{display:block}
.row{display:flex;gap:.5rem;margin:.35rem 0 1rem}
input,button{font:inherit;min-height:3rem;padding:.35rem .75rem;border:1px solid var(--ink);border-radius:.35rem;color:inherit;background:var(--paper)}
input{flex:1;min-width:0}
button{color:var(--paper);background:var(--green);border-color:var(--green)}
input:focus-visible,button:focus-visible{outline:3px solid var(--green);outline-offset:2px}
.names{padding-left:1.1rem}.names a{display:inline-block;padding:.25rem 0}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:.25rem 0}
th,td{text-align:left;padding:.4rem .5rem .4rem 0;border-bottom:1px solid var(--line);vertical-align:top}
footer{border-top:1px solid var(--line);margin-top:3rem;font-size:.95rem}
@media print{.banner,audio,.skip,footer{display:none}}
`;
