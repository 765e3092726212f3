import type { ClaimView } from '../link/claim.ts';

/** What a board shows before it belongs to a province: screens one after the other, each of lines with their share of the height. */
export function claimScreens(view: ClaimView, strip: boolean): { text: string; share: number }[][] {
  switch (view.step) {
    case 'asking':
      return [[{ text: 'Đang kết nối', share: 1 }]];
    case 'no-server':
      return [[{ text: strip ? 'Chờ mạng' : 'Chưa liên lạc được với hệ thống. Đang thử lại.', share: 1 }]];
    case 'refused':
      return [[{ text: strip ? 'Từ chối' : 'Câu trả lời không đúng chữ ký. Đang xin mã khác.', share: 1 }]];
    case 'waiting':
      return strip ? stripScreens(view) : [wideScreen(view)];
  }
}

function wideScreen({ code, words }: { code: string; words: readonly string[] }): { text: string; share: number }[] {
  return [
    { text: 'Mã lắp đặt bảng tin', share: 1 },
    { text: code, share: 3 },
    { text: words.join(' '), share: 2 },
    { text: 'Nhập mã này trong mục Thiết bị. Bốn chữ ở hai nơi phải giống nhau.', share: 1 },
  ];
}

/** On a strip the code, which may break in the middle, and the words take turns, two words at a time. */
function stripScreens({
  code,
  words,
}: {
  code: string;
  words: readonly string[];
}): { text: string; share: number }[][] {
  return [
    [{ text: `${code.slice(0, 4)} ${code.slice(4)}`, share: 1 }],
    [{ text: words.slice(0, 2).join(' '), share: 1 }],
    [{ text: words.slice(2).join(' '), share: 1 }],
  ];
}
