/** A word that people must not read, and why. */
export interface Banned {
  /** As it stands in running text; small and capital letters are the same. */
  word: RegExp;
  /** Why nobody should meet it, and what is said instead. */
  why: string;
  /** `everywhere`: for nobody. `officers`: technicians and administrators know it from their trade. */
  from: 'everywhere' | 'officers';
}

/** A whole word: letters of any alphabet end it, so that "token" is found and "tokenizer" is another word. */
const whole = (words: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${words})(?![\\p{L}\\p{N}_-])`, 'iu');

/** The words that offices agreed not to see, as tables and screens were read to them. */
export const BANNED: readonly Banned[] = [
  {
    word: whole('lệnh phát'),
    why: 'sounds military, and vendors say "lệnh" for volume and restart only: "lịch phát", "Đặt lịch phát", "Phát ngay"',
    from: 'everywhere',
  },
  {
    word: /(?<![\p{L}\p{N}])chương trình phát(?! thanh(?![\p{L}\p{N}]))(?! triển)(?![\p{L}\p{N}])/iu,
    why: 'to everybody it is the produced show: that is "chương trình phát thanh", what a device follows is "lịch đã nạp vào loa"',
    from: 'everywhere',
  },
  {
    word: whole('(?<!giấy )biên nhận'),
    why: 'is a paper slip over the counter: what a loudspeaker tells is "xác nhận của loa"',
    from: 'everywhere',
  },
  {
    word: whole('khiếu nại|tố cáo'),
    why: 'have laws and procedures of their own; what people send us is "phản ánh, kiến nghị"',
    from: 'everywhere',
  },
  {
    word: whole('cảnh báo khẩn cấp'),
    why: 'two emergencies confuse: there is one door, "Phát thanh khẩn cấp"',
    from: 'everywhere',
  },
  {
    word: whole('chọn đơn vị hành chính'),
    why: 'is right in law and wrong in a picker: "Phát cho địa bàn nào?"',
    from: 'everywhere',
  },
  { word: whole('hộp thư đến|inbox'), why: 'what waits for somebody is "Việc cần làm"', from: 'everywhere' },
  { word: whole('revision|payload'), why: 'words of programmers: nobody outside can act on them', from: 'everywhere' },
  {
    word: whole('hash|mã băm|sha-?256|digest'),
    why: 'says how sameness is proven, not what happened: "đúng bản đã duyệt"',
    from: 'officers',
  },
  { word: whole('token'), why: 'is "đường dẫn" or "mã" to whoever holds it', from: 'officers' },
  {
    word: whole('mqtt|broker|websocket|json|http'),
    why: 'is plumbing; an officer is told what to do',
    from: 'officers',
  },
  {
    word: whole('programme|assignment|order|receipt|grant'),
    why: 'English of the code, not a word of the offices',
    from: 'officers',
  },
];
