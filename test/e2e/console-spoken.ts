const HOURS = 'Điện lực tạm ngừng cấp điện từ ';
/** The text whose spoken form the recorded province knows. */
export const SPOKEN_TEXT = `${HOURS}7h30 ngày 27/11. Gọi 0912.`;

/** How that text is read aloud. */
export const spoken = {
  text: `${HOURS}bảy giờ ba mươi ngày hai mươi bảy tháng mười một. Gọi không chín một hai.`,
  spans: [
    {
      from: HOURS.length,
      to: HOURS.length + 4,
      original: '7h30',
      spoken: 'bảy giờ ba mươi',
      kind: 'hour',
      atRisk: false,
    },
    {
      from: HOURS.length + 10,
      to: HOURS.length + 15,
      original: '27/11',
      spoken: 'hai mươi bảy tháng mười một',
      kind: 'date',
      atRisk: false,
    },
    {
      from: HOURS.length + 21,
      to: HOURS.length + 25,
      original: '0912',
      spoken: 'không chín một hai',
      kind: 'phone',
      atRisk: true,
    },
  ],
  seconds: { slow: 15, normal: 12 },
};
