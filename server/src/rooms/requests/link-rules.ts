import { sessionMs, type Request } from '@nguon/protocol/request.ts';
import { spokenInstant } from '../../lib/spoken-time.ts';
import { timesWords } from './airing-rules.ts';

/** Characters of the text that stand in a message; a phone's notification shows no more. */
const SHOWN = 300;

/** The message that goes with a link into Zalo or an SMS: what, how long, when. */
export function linkText(request: Request, name: string, url: string): string {
  return `Kính gửi ${name}. Xin duyệt: ${request.screen.title}. ${lengthAndTime(request)} Nghe và duyệt: ${url}`;
}

/** The message that goes with a link to all that waits for a slot. */
export function slotLinkText(at: Date, name: string, url: string): string {
  return `Kính gửi ${name}. Xin duyệt các bản tin của buổi ${spokenInstant(at)}: nghe một lượt, duyệt một lần. ${url}`;
}

/** The SMS with a code: everything that the leader needs to say yes without a network, the code last. */
export function codeText(request: Request, places: string, code: string): string {
  const text = request.screen.text.replaceAll(/\s+/g, ' ').trim();
  const shown = text.length > SHOWN ? `${text.slice(0, SHOWN).replace(/\s+\S*$/, '')}…` : text;
  return (
    `Duyệt phát: ${request.screen.title}. "${shown}" ${lengthAndTime(request)} Nơi phát: ${places}. ` +
    `Đồng ý thì đọc cho cán bộ mã ${code.slice(0, 3)} ${code.slice(3)}. Không đồng ý thì bỏ qua.`
  );
}

/** A number as it may be shown to somebody else. */
export function maskedNumber(phone: string): string {
  return `${phone.slice(0, 5)}•••${phone.slice(-3)}`;
}

function lengthAndTime(request: Request): string {
  return `Dài ${Math.round(sessionMs(request) / 1000)} giây, ${timesWords(request)}.`;
}
