import type { LiveEvent } from '@nguon/protocol/http/broadcasts.ts';
import { Problem } from '../../lib/problem.ts';
import { openEventStream, type EventStream } from '../../platform/event-stream.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { identifyBy } from '../accounts/service.ts';
import { type Live, openLive } from './live.ts';

/** A person's open screens; more are a loop in a page. */
const MOST_STREAMS = 12;
/** Each so often it is asked whether the session still stands and what it may see. */
const RENEW_MS = 60_000;

const MISSED: LiveEvent = { kind: 'everything' };

/** GET /api/events: hints of what changed, as server-sent events, for whoever is signed in. OpenAPI has no words for such an answer. */
export function registerLiveRoutes(app: Doors, platform: Platform, renewMs = RENEW_MS): void {
  const identify = identifyBy(platform);
  const open = new Map<EventStream, string>();
  let live: Live | undefined;
  app.get('/api/events', { schema: { hide: true } }, async (request, reply) => {
    const { user } = actorOf(request);
    if ([...open.values()].filter((one) => one === user).length >= MOST_STREAMS)
      throw new Problem('too-many-requests', { seconds: 60 });
    live ??= openLive(platform);
    const hub = live;
    const early: LiveEvent[] = [];
    let send = (event: LiveEvent): void => void early.push(event);
    const leave = await hub.look(user, (event) => send(event));
    const stream = openEventStream(reply, { missed: MISSED });
    open.set(stream, user);
    send = (event) => stream.send(event);
    for (const event of early) send(event);
    const renewal = setInterval(() => {
      identify(request.headers)
        .then(async (actor) => (actor?.user === user ? hub.renew(user) : stream.close()))
        .catch(() => stream.close());
    }, renewMs);
    void stream.over.then(() => {
      clearInterval(renewal);
      leave();
      open.delete(stream);
    });
    return reply;
  });
  app.addHook('preClose', async () => {
    for (const stream of open.keys()) stream.close();
    live?.close();
  });
}
