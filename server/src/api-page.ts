import { html } from 'hono/html';
import type { Doors } from './platform/http.ts';

type Html = ReturnType<typeof html>;

interface Operation {
  tags?: string[];
  summary?: string;
  parameters?: { name: string; in: string; required?: boolean; description?: string }[];
  requestBody?: { content?: Record<string, { schema?: unknown }> };
  responses?: Record<string, { content?: Record<string, { schema?: unknown }> }>;
}

/** Registers the OpenAPI document and the page that a person reads it on. */
export function registerApiPages(app: Doors): void {
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  app.get('/api', { schema: { hide: true } }, async (_request, reply) => {
    const document = app.swagger() as { paths?: Record<string, Record<string, Operation>> };
    return reply.type('text/html; charset=utf-8').send(String(await page(document.paths ?? {})));
  });
}

function page(paths: Record<string, Record<string, Operation>>): Html {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const tags = [...new Set(operations.map(({ operation }) => operation.tags?.[0] ?? ''))];
  return html`<!doctype html>
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Nguồn: giao diện lập trình (API)</title>
        <style>
          body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; color: #1a1a1a; background: #fff; }
          code, pre { font: 14px/1.4 ui-monospace, monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
          pre { background: #f4f4f4; padding: 0.5rem; }
          article { border-top: 1px solid #ccc; padding: 0.5rem 0; }
        </style>
      </head>
      <body>
        <h1>Giao diện lập trình của Nguồn</h1>
        <p>
          Tài liệu đầy đủ cho máy đọc: <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI 3.1). Mọi lỗi trả về
          <code>application/problem+json</code> với <code>code</code> ổn định.
        </p>
        <nav><ul>${tags.map((tag) => html`<li><a href="#${tag}">${tag}</a></li>`)}</ul></nav>
        ${tags.map(
          (tag) =>
            html`<section id="${tag}">
              <h2>${tag}</h2>
              ${operations.filter(({ operation }) => (operation.tags?.[0] ?? '') === tag).map(section)}
            </section>`,
        )}
      </body>
    </html>`;
}

function section({ path, method, operation }: { path: string; method: string; operation: Operation }): Html {
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
  return html`<article>
    <h3><code>${method} ${path}</code></h3>
    <p>${operation.summary ?? ''}</p>
    ${(operation.parameters ?? []).map(
      (parameter) =>
        html`<p><code>${parameter.name}</code> (${parameter.in}${parameter.required ? ', bắt buộc' : ''}) ${parameter.description ?? ''}</p>`,
    )}
    ${body === undefined ? '' : schemaBlock('Gửi lên', body)}
    ${Object.entries(operation.responses ?? {}).map(([status, response]) => {
      const schema = Object.values(response.content ?? {})[0]?.schema;
      return schema === undefined ? '' : schemaBlock(`Trả về ${status}`, schema);
    })}
  </article>`;
}

function schemaBlock(title: string, schema: unknown): Html {
  return html`<details>
    <summary>${title}</summary>
    <pre>${JSON.stringify(schema, null, 1)}</pre>
  </details>`;
}
