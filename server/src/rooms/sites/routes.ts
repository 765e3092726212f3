import { createHash } from 'node:crypto';
import { Id } from '@nguon/protocol/primitives.ts';
import { idsOfCode } from '@nguon/protocol/short-link.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { bannerOf } from '../../lib/banner.ts';
import { plainText } from '../../lib/plain-text.ts';
import type { Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Html } from './layout.ts';
import { bulletinPage, communeHome, communeList, nothingHere } from './pages.ts';
import * as store from './store.ts';
import { publishedAt } from './store-short.ts';

const Slug = z.string().regex(/^[a-z0-9-]{1,80}$/);
const Search = z.object({ tim: z.string().max(100).default('') });

/** Bulletins on a commune's home; older ones keep their own addresses. */
const HOME_ITEMS = 20;

/** Public pages of the communes: HTML from the server, readable with scripts off. Nobody is asked who they are. */
export function registerSiteRoutes(app: Doors, platform: Platform): void {
  const { db, clock } = platform;
  const banner = (): string | null => bannerOf(platform.house, clock);

  for (const url of ['/', '/xa']) {
    app.get(url, { schema: { hide: true, querystring: Search } }, async (request, reply) => {
      const wanted = plainText(request.query.tim).replaceAll(/\s+/g, ' ').trim();
      return show(request, reply, communeList(await store.communes(db, wanted), wanted, banner()));
    });
  }

  app.get('/xa/:slug', { schema: { hide: true } }, async (request, reply) => {
    const slug = Slug.safeParse((request.params as { slug: string }).slug);
    const commune = slug.success ? await store.communePage(db, slug.data, clock.now(), HOME_ITEMS) : null;
    if (!commune) return show(request, reply.status(404), nothingHere(banner()));
    return show(request, reply, communeHome(commune, banner()));
  });

  app.get('/xa/:slug/ban-tin/:bulletin', { schema: { hide: true } }, async (request, reply) => {
    // An address that somebody copied by half is no programmer's error: it gets a page that leads on.
    const asked = z.object({ slug: Slug, bulletin: Id }).safeParse(request.params);
    const found = asked.success
      ? await store.publishedBulletin(db, asked.data.slug, asked.data.bulletin, clock.now())
      : null;
    if (!found) return show(request, reply.status(404), nothingHere(banner()));
    return show(request, reply, bulletinPage(found.page, found.item, banner()));
  });

  // What was shared leads to where the bulletin is published now; nobody keeps the way, for it may be recalled.
  app.get('/b/:code', { schema: { hide: true } }, async (request, reply) => {
    const ids = idsOfCode((request.params as { code: string }).code);
    const place = ids && (await publishedAt(db, ids, clock.now()));
    if (!place) return show(request, reply.status(404), nothingHere(banner()));
    return reply.header('cache-control', 'no-store').redirect(`/xa/${place.slug}/ban-tin/${place.bulletin}`);
  });
}

/** What a browser shows at an address that is nobody's. */
export async function nowherePage({ house, clock }: Platform): Promise<string> {
  return (await nothingHere(bannerOf(house, clock))).toString();
}

/**
 * Sends a page. Browsers and proxies may keep it and must ask each time before they show it again, so that what was recalled is gone at once;
 * what has not changed costs a reader on a thin line a few hundred bytes (304).
 */
async function show(request: FastifyRequest, reply: FastifyReply, piece: Html): Promise<FastifyReply> {
  const text = (await piece).toString();
  const tag = `W/"${createHash('sha1').update(text).digest('base64url')}"`;
  reply.header('cache-control', 'no-cache').header('etag', tag);
  const known = request.headers['if-none-match']?.split(/,\s*/) ?? [];
  if (reply.statusCode === 200 && known.includes(tag)) return reply.status(304).send();
  return reply.type('text/html; charset=utf-8').send(text);
}
