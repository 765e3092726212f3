import type { Bulletin } from '../../protocol/src/http/bulletins.ts';
import type { RequestBody, RequestView } from '../../protocol/src/http/requests.ts';
import { soundReady } from './desk.ts';
import { pause, type Person } from './house.ts';
import { insist, insistOn, type Journal } from './journal.ts';

/** Longest wait for speech: the process that makes it is killed again and again meanwhile. */
const PATIENCE_MS = 600_000;

/** Who makes an order: the author, and approvers one for each step. */
export interface Office {
  author: Person;
  approvers: readonly Person[];
  unit: string;
  targets: readonly string[];
}

/** An order that was made, and what it must sound like. */
export interface MadeOrder {
  id: string;
  bulletin: string;
  targets: readonly string[];
  durationMs: number;
}

/**
 * Writes, has spoken, submits, hears and approves one bulletin, beginning each act again until it is acknowledged. All that is
 * acknowledged goes into the journal.
 * @param times asked when it is submitted, and again when that came too late
 */
export async function makeOrder(
  journal: Journal,
  office: Office,
  words: { title: string; text: string },
  times: () => RequestBody['times'],
): Promise<MadeOrder> {
  const { author, unit } = office;
  const bulletin = await insistOn<Bulletin>(journal, author, 'POST', '/api/bulletins', { unit, ...words });
  journal.entries.push({ what: `bulletin ${words.title}`, holds: () => stands(author, bulletin) });
  await insistOn(journal, author, 'POST', `/api/bulletins/${bulletin.id}/speech`, { pace: 'normal' });
  const spoken = await soundReady(author, bulletin.id, PATIENCE_MS);
  const request = await submit(journal, office, spoken, times);
  journal.entries.push({
    what: `request for ${words.title}`,
    holds: async () => (await author.get<RequestView>(`/api/requests/${request.id}`)).digest === request.digest,
  });
  let state = request;
  for (const approver of office.approvers) state = await approve(journal, approver, state);
  if (state.order === null) throw new Error(`${words.title}: approved without an order, ${state.state}`);
  const { order } = state;
  return { id: order, bulletin: bulletin.id, targets: office.targets, durationMs: state.sessionMs };
}

async function stands(author: Person, { id, revision }: Bulletin): Promise<boolean> {
  const { status, body } = await author.ask<Bulletin>('GET', `/api/bulletins/${id}`);
  return status === 200 && body.revision === revision && body.sounds.some((sound) => sound.state === 'ready');
}

async function submit(
  journal: Journal,
  office: Office,
  bulletin: Bulletin,
  times: () => RequestBody['times'],
): Promise<RequestView> {
  for (let tries = 0; tries < 20; tries += 1) {
    const body = { bulletin: bulletin.id, revision: bulletin.revision, targets: office.targets, readings: 1 };
    const asked = { ...body, times: times() };
    const answer = await insist<RequestView>(journal, office.author, 'POST', '/api/requests', asked);
    if (answer.status < 300) return answer.body;
    const { code } = answer.body as unknown as { code: string };
    if (code !== 'slot-passed') throw new Error(`submit: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  throw new Error('every slot had passed');
}

/** Hears and approves; when the answer to an approval was lost, the request itself says whether it was done. */
async function approve(journal: Journal, approver: Person, request: RequestView): Promise<RequestView> {
  const path = `/api/requests/${request.id}`;
  const done = (view: RequestView): number => view.steps.filter((step) => step.approval !== null).length;
  const before = done(request);
  for (let tries = 0; tries < 20; tries += 1) {
    const seen = await insistOn<RequestView>(journal, approver, 'GET', path);
    if (done(seen) > before) return seen;
    const listening = await listen(journal, approver, request.id);
    const body = { digest: request.digest, listening };
    const answer = await insist<RequestView>(journal, approver, 'POST', `${path}/approve`, body);
    if (answer.status >= 300) continue;
    journal.entries.push({
      what: `approval ${before + 1} of ${request.id}`,
      holds: async () => done(await approver.get<RequestView>(path)) > before,
    });
    return answer.body;
  }
  throw new Error(`${request.id} could not be approved`);
}

async function listen(journal: Journal, person: Person, request: string): Promise<string> {
  const begun = await insistOn<{ listening: string; totalMs: number }>(
    journal,
    person,
    'POST',
    `/api/requests/${request}/listenings`,
  );
  await pause(begun.totalMs + 100);
  const heard = [{ fromMs: 0, toMs: begun.totalMs }];
  await insistOn(journal, person, 'PUT', `/api/listenings/${begun.listening}`, { heard });
  return begun.listening;
}
