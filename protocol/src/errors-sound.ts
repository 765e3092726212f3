/** What is told of sounds that are put in, recorded or put into an edition: entries of ERRORS. */
export const SOUND_ERRORS = {
  'licence-missing': {
    status: 422,
    vi: 'Chưa ghi rõ bản nhạc của ai và vì sao được phát, nên chưa đưa vào kho. Ghi tên chủ sở hữu và quyền sử dụng (tự làm, văn bản cho phép, giấy phép mở …) rồi gửi lại.',
    en: 'It is not said whose this sound is and why it may be broadcast, so it was not kept. Give the owner and the licence (own work, written permission, open licence …) and send it again.',
  },
  'music-from-library': {
    status: 422,
    vi: 'Nhạc hiệu và nhạc trong chương trình chỉ lấy từ Kho nhạc, nơi ghi rõ nhạc của ai và vì sao được phát; bản tin không thay nhạc được. Đưa bản nhạc vào Kho nhạc rồi chọn ở đó, hoặc xếp bản tin ấy vào mục Bản tin; chương trình chưa thay đổi.',
    en: 'Chime and music of an edition come from the music library alone, which says whose they are and why they may be broadcast; a bulletin cannot stand for them. Put the sound into the library and choose it there, or put the bulletin in as a bulletin; the edition was not changed.',
  },
  'sound-missing': {
    status: 422,
    vi: 'Bản tin phát loa cần có âm thanh. Thu âm, tải tệp lên hoặc tạo giọng máy rồi trình lại.',
    en: 'A bulletin for loudspeakers needs sound. Record, upload or make machine speech, then submit again.',
  },
  'note-too-long': {
    status: 422,
    vi: 'Lời nhắn dài {seconds} giây, nhiều hơn một phút. Nói lại ngắn hơn; chưa gửi gì cho người soạn.',
    en: 'The spoken reason lasts {seconds} seconds, more than a minute. Say it shorter; nothing was sent.',
  },
  'sound-too-long': {
    status: 422,
    vi: 'Âm thanh dài {minutes} phút, quá mức cho phép {limit} phút. Rút gọn lời hoặc chia thành nhiều bản tin.',
    en: 'The sound lasts {minutes} minutes, more than the {limit} allowed. Shorten it or split it into several bulletins.',
  },
  'media-unreadable': {
    status: 422,
    vi: 'Không đọc được tệp âm thanh này ({reason}). Chọn tệp mp3, m4a, mp4, aac, amr, 3gp, webm, ogg hoặc wav, hay thu âm lại; chưa có gì thay đổi.',
    en: 'This sound file cannot be read ({reason}). Choose an mp3, m4a, mp4, aac, amr, 3gp, webm, ogg or wav file or record again; nothing was changed.',
  },
  'media-no-sound': {
    status: 422,
    vi: 'Tệp này chỉ có hình, không có tiếng. Chọn tệp có tiếng hoặc thu âm lại.',
    en: 'This file has pictures but no sound. Choose a file with sound or record again.',
  },
  'media-truncated': {
    status: 422,
    vi: 'Tệp âm thanh bị cụt: phần cuối không có. Tải lại tệp gốc hoặc thu âm lại; chưa có gì thay đổi.',
    en: 'The sound file is cut off: its end is missing. Upload the original again or record again; nothing was changed.',
  },
  'media-length-differs': {
    status: 422,
    vi: 'Tệp ghi là dài {declared} giây nhưng thực có {decoded} giây. Xuất lại tệp từ máy thu hoặc thu âm lại.',
    en: 'The file says {declared} seconds but holds {decoded}. Export it again from the recorder or record again.',
  },
  'media-silent': {
    status: 422,
    vi: 'Tệp gần như không có tiếng. Kiểm tra micro rồi thu âm lại.',
    en: 'There is almost nothing to hear in this file. Check the microphone and record again.',
  },
  'media-too-short': {
    status: 422,
    vi: 'Âm thanh ngắn hơn nửa giây. Thu âm lại hoặc chọn tệp khác.',
    en: 'The sound is shorter than half a second. Record again or choose another file.',
  },
  'media-loudness': {
    status: 422,
    vi: 'Không đưa được âm thanh về mức chuẩn (đo được {lufs} LUFS, đỉnh {peak} dBTP). Thu âm lại gần micro, nơi yên tĩnh.',
    en: 'The sound could not be brought to level (measured {lufs} LUFS, peak {peak} dBTP). Record again close to the microphone in a quiet place.',
  },
  'media-timeout': {
    status: 422,
    vi: 'Xử lý tệp âm thanh quá {seconds} giây nên đã dừng. Thử lại, hoặc rút ngắn rồi xuất tệp dạng mp3.',
    en: 'The sound file took more than {seconds} seconds and was stopped. Try again, or shorten it and export it as mp3.',
  },
} as const;
