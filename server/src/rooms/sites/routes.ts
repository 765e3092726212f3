import { Id } from '@nguon/protocol/primitives.ts';
import { z } from 'zod';
import { bannerOf } from '../../lib/banner.ts';
import type { Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Html } from './layout.ts';
import { bulletinPage, communeHome, communeList, nothingHere } from './pages.ts';
import * as store from './store.ts';

const HTML = 'text/html; charset=utf-8';
const Slug = z.string().regex(/^[a-z0-9-]{1,80}$/);

/** Bulletins on a commune's home; older ones keep their own addresses. */
const HOME_ITEMS = 20;

/** Public pages of the communes: HTML from the server, readable with scripts off. Nobody is asked who they are. */
export function registerSiteRoutes(app: Doors, platform: Platform): void {
  const banner = bannerOf(platform.house);
  const { db, clock } = platform;

  app.get('/xa', { schema: { hide: true } }, async (_request, reply) => {
    return reply.type(HTML).send(await text(communeList(await store.communes(db, clock.now()), banner)));
  });

  app.get('/xa/:slug', { schema: { hide: true, params: z.object({ slug: Slug }) } }, async (request, reply) => {
    const commune = await store.communePage(db, request.params.slug, clock.now(), HOME_ITEMS);
    if (!commune)
      return reply
        .status(404)
        .type(HTML)
        .send(await text(nothingHere(banner)));
    return reply.type(HTML).send(await text(communeHome(commune, banner)));
  });

  app.get(
    '/xa/:slug/ban-tin/:bulletin',
    { schema: { hide: true, params: z.object({ slug: Slug, bulletin: Id }) } },
    async (request, reply) => {
      const { slug, bulletin } = request.params;
      const found = await store.publishedBulletin(db, slug, bulletin, clock.now());
      if (!found)
        return reply
          .status(404)
          .type(HTML)
          .send(await text(nothingHere(banner)));
      return reply.type(HTML).send(await text(bulletinPage(found.page, found.item, banner)));
    },
  );
}

async function text(piece: Html): Promise<string> {
  return (await piece).toString();
}
