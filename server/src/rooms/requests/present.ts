import type { Inbox, RequestView } from '@nguon/protocol/http/requests.ts';
import { sessionMs } from '@nguon/protocol/request.ts';
import type { z } from 'zod';
import type { InboxTask } from '@nguon/protocol/http/requests.ts';
import type { Problem } from '../../lib/problem.ts';
import type { FinishedSound } from '../bulletins/service.ts';
import { timesWords } from './airing-rules.ts';
import type { DeskRow, WaitingRow } from './inbox-store.ts';
import { writtenDay } from '../../lib/spoken-time.ts';
import { lastDayOf } from './standing-rules.ts';
import type { StandingRow } from './standing-store.ts';
import { waitingSlots } from './slot-rules.ts';
import { nextStep, type RequestState } from './state-rules.ts';
import type { Stead } from './stead-store.ts';
import type { RequestRecord } from './store.ts';

/** What a request's page needs besides the request. */
export interface RequestContext {
  state: RequestState;
  sounds: readonly FinishedSound[];
  targetNames: string[];
  /** Why the reader may not do the waiting step; null when they may. */
  refusal: Problem | null;
  needsPhone: boolean;
  /** Length of the spoken reason with which it was returned; null without one. */
  returnNoteMs: number | null;
  /** In whose stead the reader would do it. */
  stead: Stead | null;
  together: number;
  conflicts: RequestView['conflicts'];
  meanings: RequestView['meanings'];
  corrections: RequestView['corrections'];
  /** Why a correction in it is heard less often than its error; null where nobody had to say. */
  fewerReason: string | null;
  /** Start of the session that it makes up for. */
  missedAt: Date | null;
  rotation: NonNullable<RequestView['rotation']> | null;
  privacy: RequestView['privacy'];
  standing: RequestView['standing'];
  /** Why its machine voice keeps it from loudspeakers. */
  voiceRefusal: Problem | null;
}

/** A request as its page shows it. */
export function presentRequest(record: RequestRecord, context: RequestContext): RequestView {
  return {
    id: record.id,
    digest: record.digest,
    state: context.state,
    request: record.body,
    unitName: record.unitName,
    authorName: record.authorName,
    targetNames: context.targetNames,
    sounds: context.sounds.map(({ language, sha256, mp3Sha256, durationMs, peaks, voice }) => ({
      language,
      sha256,
      mp3Sha256,
      durationMs,
      peaks,
      voice,
    })),
    sessionMs: sessionMs(record.body),
    steps: record.steps.map(({ step, name }) => ({ step, name, approval: approvalOf(record, step) })),
    returnReason: record.returnReason,
    returnNoteMs: context.returnNoteMs,
    submittedAt: record.submittedAt.toISOString(),
    order: record.order,
    mayApprove: context.refusal === null,
    stead: context.stead && { name: context.stead.name, paper: context.stead.paper },
    whyNot: context.refusal?.toBody().title ?? null,
    step:
      context.refusal === null
        ? (nextStep(
            record.steps,
            record.approvals.map(({ step }) => step),
          )?.step ?? null)
        : null,
    needsPhone: context.needsPhone,
    meanings: context.meanings,
    privacy: context.privacy,
    standing: context.standing,
    corrections: context.corrections,
    fewerReason: context.fewerReason,
    missedAt: context.missedAt?.toISOString() ?? null,
    rotation: context.rotation,
    voiceRefusal: context.voiceRefusal?.toBody().title ?? null,
    together: context.together,
    conflicts: context.conflicts,
  };
}

function approvalOf(record: RequestRecord, step: number): RequestView['steps'][number]['approval'] {
  const found = record.approvals.find((approval) => approval.step === step);
  if (!found) return null;
  const { approver, approverName, at, channel, listenedMs, stead } = found;
  return { approver, approverName, at, channel, listenedMs, stead: stead && { name: stead.name, paper: stead.paper } };
}

/** Việc cần làm: what waits for the reader's step, then templates to approve beforehand, then what came back, then drafts. */
export function presentInbox(
  waiting: readonly WaitingRow[],
  asked: readonly StandingRow[],
  desk: readonly DeskRow[],
  now: Date,
): Inbox {
  return {
    tasks: [...waiting.map(waitingTask), ...asked.map(standingTask), ...desk.map(deskTask)],
    slots: waitingSlots(waiting, now),
  };
}

type Task = z.infer<typeof InboxTask>;

function waitingTask(row: WaitingRow): Task {
  return {
    kind: 'approve',
    id: row.id,
    title: row.title,
    where: placesWords(row.places, row.placeCount),
    when: timesWords(row),
    sentence: `${row.authorName} trình duyệt. Bước này: ${row.stepName}${row.steadName === null ? '' : `, theo ủy quyền của ${row.steadName}`}.`,
    class: row.class,
    since: row.submittedAt.toISOString(),
  };
}

function standingTask(row: StandingRow): Task {
  return {
    kind: 'standing',
    id: row.id,
    title: row.content.name,
    where: placesWords(row.placeNames.slice(0, 2), row.placeNames.length),
    when: `${row.hours.from}–${row.hours.to}, đến hết ${writtenDay(lastDayOf(row.until.toISOString()))}`,
    sentence: `${row.askedByName} xin duyệt sẵn mẫu này.`,
    class: 'normal',
    since: row.askedAt.toISOString(),
  };
}

function deskTask(row: DeskRow): Task {
  const returned = row.state === 'returned';
  return {
    kind: returned ? 'returned' : 'draft',
    id: row.id,
    title: row.title,
    where: row.unitName,
    when: '',
    sentence: returned ? returnedWords(row) : 'Bản nháp chưa trình duyệt.',
    note: returned ? row.note : null,
    class: row.class,
    since: row.updatedAt.toISOString(),
  };
}

function returnedWords({ reason, note }: DeskRow): string {
  if (note === null) return `Bị trả lại: ${reason ?? ''}`;
  return reason ? `Bị trả lại, có lời nhắn thoại: ${reason}` : 'Bị trả lại bằng lời nhắn thoại.';
}

/** "Xã A, Xã B và 3 địa bàn nữa" */
function placesWords(names: readonly string[], count: number): string {
  const more = count - names.length;
  return `${names.toSorted((a, b) => a.localeCompare(b, 'vi')).join(', ')}${more > 0 ? ` và ${more} địa bàn nữa` : ''}`;
}
