import { randomUUID } from 'node:crypto';
import { sessionMs } from '@nguon/protocol/request.ts';
import {
  LENGTH_SLACK_MS,
  partsAtTurn,
  turnFault,
  turnOfSession,
  turnsOf,
  type TurnFault,
} from '@nguon/protocol/rotation.ts';
import { Problem } from '../../lib/problem.ts';
import type { Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import * as desk from './desk.ts';
import { whyOutdated } from './edition-rules.ts';
import { standingOf } from './editions-store.ts';
import { hashContent, type EditionPart, type HashedContent } from './rules.ts';
import * as store from './store.ts';

/** An edition with its bulletins in one of their orders, and the sessions that have it. */
export interface Turn {
  bulletin: string;
  revision: string;
  /** UTC instants, by time. */
  starts: string[];
}

/**
 * xoay vòng: of one edition as many as it has bulletins, each with another of them first, for sessions in which each stands equally often in
 * each place. The edition itself is the first of them.
 * @param asked the revision that the editor saw, and the starts of all sessions
 * @throws Problem `not-found`, `forbidden`, `conflict` for another revision or one on the air, `invalid-input` for bulletins that cannot take turns
 */
export async function rotateEdition(
  platform: Platform,
  tx: Tx,
  actor: Actor,
  asked: { edition: string; seen: string; starts: readonly string[] },
): Promise<Turn[]> {
  const found = await desk.openForChange(tx, actor, asked.edition);
  const { parts } = found.content;
  if (!parts) throw new Problem('not-found');
  if (found.revision !== asked.seen) throw new Problem('conflict');
  await refuseOutdated(tx, parts);
  const starts = [...new Set(asked.starts)].toSorted((a, b) => Date.parse(a) - Date.parse(b));
  const fault = turnFault(parts.map(turningOf), starts.length);
  if (fault !== null) throw desk.wrong('parts', FAULTS[fault]);
  const turns: Turn[] = [];
  for (let turn = 0; turn < turnsOf(parts); turn += 1) {
    const own = starts.filter((_, session) => turnOfSession(session, turnsOf(parts)) === turn);
    const made =
      turn === 0 ? { bulletin: found.id, revision: found.revision } : await copyAt(platform, tx, actor, found, turn);
    turns.push({ ...made, starts: own });
  }
  return turns;
}

const FAULTS: Readonly<Record<TurnFault, string>> = {
  'too-few': 'xoay vòng cần ít nhất hai bản tin / taking turns needs two bulletins',
  lengths: `các bản tin dài chênh nhau quá ${LENGTH_SLACK_MS / 1000} giây / bulletins differ by more than ${LENGTH_SLACK_MS / 1000} s`,
  sessions: 'số buổi phải chia hết cho số bản tin / sessions must be a multiple of the bulletins',
};

const turningOf = ({ kind, sounds, readings }: EditionPart) => ({ kind, durationMs: sessionMs({ sounds, readings }) });

/** What is said in every order is what stands now. */
async function refuseOutdated(tx: Tx, parts: readonly EditionPart[]): Promise<void> {
  const said = parts.flatMap(({ bulletin, title }) => (bulletin ? [{ ...bulletin, title }] : []));
  const standing = await standingOf(
    tx,
    said.map(({ id }) => id),
  );
  const gone = said.find(({ id, revision }) => whyOutdated(revision, standing.get(id)) !== null);
  if (gone) throw desk.wrong('parts', `${gone.title}: không dùng được / unusable`);
}

async function copyAt(
  platform: Platform,
  tx: Tx,
  actor: Actor,
  { id: of, unit, content }: store.BulletinRecord,
  turn: number,
): Promise<Omit<Turn, 'starts'>> {
  const id = randomUUID();
  const hashed = await contentAtTurn(content, turn);
  await desk.checkContent(tx, actor, unit, hashed);
  const at = platform.clock.now();
  await store.insertBulletin(tx, { id, unit, author: actor.user, at }, hashed);
  await desk.note(tx, actor, 'edition.created', { id, unit }, { revision: hashed.sha256, of }, at);
  return { bulletin: id, revision: hashed.sha256 };
}

/** The edition at a turn, named by it: two of one name could not be told apart on a list. */
async function contentAtTurn(content: store.BulletinRecord['content'], turn: number): Promise<HashedContent> {
  const title = `${content.title.slice(0, 180)} (thứ tự ${turn + 1})`;
  return hashContent({ ...content, title, template: null }, partsAtTurn(content.parts ?? [], turn));
}
