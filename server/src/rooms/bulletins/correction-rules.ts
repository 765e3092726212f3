import { BulletinBody } from '@nguon/protocol/http/bulletins.ts';
import type { RevisionContent } from './rules.ts';

const PREFIX = 'Đính chính: ';
const LONGEST_TITLE = 200;

/** The draft of a correction: what the error said, under a title that says what it is, as priority; sounds and templates stay behind. */
export function correctionBody(error: Omit<RevisionContent, 'v'>): Omit<BulletinBody, 'unit'> {
  const { title, text, topic, genre, origin, language, contributors, picture } = error;
  const own = title.startsWith(PREFIX) ? title : PREFIX + title;
  const body = { title: own.slice(0, LONGEST_TITLE), text, topic, genre, origin, language, contributors, picture };
  const more = { class: error.class === 'normal' ? ('priority' as const) : error.class, template: null };
  return BulletinBody.omit({ unit: true }).parse({ ...body, ...more });
}
