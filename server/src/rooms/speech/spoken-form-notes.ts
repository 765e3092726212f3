import type { z } from 'zod';
import type { SpokenFormNote } from '@nguon/protocol/http/speech.ts';
import type { Line } from './spoken-form-lines.ts';
import { tablesOf } from './spoken-form-tables.ts';

type Note = z.infer<typeof SpokenFormNote>;

/** Words that somebody can follow in one breath of an announcer; longer sentences are shown, not rewritten. */
const LONGEST_SENTENCE = 45;
const SECRET = /^(?:MẬT|TỐI MẬT|TUYỆT MẬT|LƯU HÀNH NỘI BỘ)$/u;

/** Places that only a person can mend: long sentences, tables that no sentence holds, a mark of secrecy. */
export function notesOf(lines: readonly Line[], body: readonly Line[]): Note[] {
  const secrets = lines
    .filter(({ text }) => SECRET.test(text))
    .map(({ from, to }) => ({
      kind: 'secret' as const,
      from,
      to,
      why: 'Văn bản có dấu hạn chế phổ biến: không phát trên loa khi chưa được phép.',
    }));
  const tables = tablesOf(body).flatMap(({ place, rows, sentences }) => {
    const [first, last] = [body[place], body[place + rows - 1]];
    if (sentences || !first || !last) return [];
    return [
      {
        kind: 'table' as const,
        from: first.from,
        to: last.to,
        why: 'Bảng rộng hoặc dài quá, máy không tự rút được: hãy viết lại thành vài câu.',
      },
    ];
  });
  const sentences = body.flatMap((line) => longSentences(line));
  return [...secrets, ...tables, ...sentences].toSorted((a, b) => a.from - b.from);
}

function longSentences({ text, from }: Line): Note[] {
  return [...text.matchAll(/[^.;!?]+(?:[.;!?](?!\s|$)[^.;!?]*)*[.;!?]?/gu)].flatMap((match) => {
    const words = match[0].match(/[\p{L}\p{M}\d%]+/gu)?.length ?? 0;
    if (words <= LONGEST_SENTENCE) return [];
    const begins = from + match.index + (match[0].length - match[0].trimStart().length);
    const why = `Câu dài ${words} chữ, người nghe khó theo kịp: nên tách thành hai ba câu.`;
    return [{ kind: 'long-sentence' as const, from: begins, to: from + match.index + match[0].trimEnd().length, why }];
  });
}
