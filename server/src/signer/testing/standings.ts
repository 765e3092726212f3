import { randomUUID } from 'node:crypto';
import { canonicalJson, sha256 } from '@nguon/protocol/canonical.ts';
import { TemplateContent } from '@nguon/protocol/http/templates.ts';
import type { Request } from '@nguon/protocol/request.ts';
import type { StandingApproval } from '@nguon/protocol/standing.ts';
import { fillTemplate } from '@nguon/protocol/template.ts';
import { PHONE_TYPES } from '@nguon/protocol/verify.ts';
import type { StandingDraft } from '../../lib/signing.ts';
import { buildRequest, PEOPLE, PLACES } from './drafts.ts';
import { signed, type Phone } from './phones.ts';

/** A market day's notice: three blanks, and it is over at the end of its day. */
export const MARKET = TemplateContent.parse({
  v: 1,
  name: 'Chợ phiên',
  title: 'Chợ phiên ngày {ngay}',
  text: 'Chợ phiên {noi} họp ngày {ngay}, bắt đầu từ {gio}. Mời bà con đến mua bán.',
  blanks: [
    { name: 'noi', label: 'Chợ nào?', kind: 'place' },
    { name: 'ngay', label: 'Ngày nào?', kind: 'date' },
    { name: 'gio', label: 'Mấy giờ?', kind: 'hour' },
  ],
  ends: { date: 'ngay', hour: null },
});
export const VALUES = { noi: 'xã Mẫu', ngay: '2026-11-25', gio: '06:00' };

/** What the leader of the commune approves beforehand: the market's notice, 05:00 to 20:00, a minute at most, three sessions a day, for a month. */
export async function buildStanding(at: string, change: Partial<StandingApproval> = {}): Promise<StandingApproval> {
  return {
    v: 1,
    kind: 'template',
    id: randomUUID(),
    approver: PEOPLE.leader,
    unit: PLACES.commune,
    template: '00000000-0000-4000-8000-0000000000f1',
    revision: await sha256(canonicalJson(MARKET)),
    places: [PLACES.commune],
    hours: { from: '05:00', to: '20:00' },
    longestSeconds: 60,
    perDay: 3,
    from: at,
    until: new Date(Date.parse(at) + 30 * 86_400_000).toISOString(),
    ...change,
  };
}

/** Signs a standing approval as the phone would. */
export async function draftOf(
  phone: Phone,
  standing: StandingApproval,
  content: TemplateContent = MARKET,
): Promise<StandingDraft> {
  const { jws, proof } = await signed(phone, PHONE_TYPES.standing, standing);
  return { approval: jws, pin: proof, content };
}

/** A request that says what the template says with these values: one sound of 12 s, read twice, at 17:30. */
export function buildFilled(change: Partial<Request> = {}, values: Record<string, string> = VALUES): Request {
  const filled = fillTemplate(MARKET, values);
  if (!filled) throw new Error('these values do not fill the template');
  const sound = { language: 'vi', sha256: 'a'.repeat(64), bytes: 40_000, durationMs: 12_000 };
  const screen = { title: filled.title, text: filled.text, picture: null };
  return buildRequest({ screen, sounds: [sound], ...change });
}
