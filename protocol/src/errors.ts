import { SOUND_ERRORS } from './errors-sound.ts';

/**
 * Every error that a person or program can be told, by its stable code. `vi` and `en` say what happened and what to do now;
 * `{name}` stands for a parameter. docs/errors.md is written from this table and a test holds the two together.
 */
export const ERRORS = {
  'signed-out': {
    status: 401,
    vi: 'Bạn chưa đăng nhập hoặc phiên làm việc đã hết. Đăng nhập lại để tiếp tục; bản nháp vẫn còn.',
    en: 'You are not signed in, or the session has ended. Sign in again to go on; your draft is kept.',
  },
  forbidden: {
    status: 403,
    vi: 'Bạn không có quyền làm việc này ở địa bàn này. Hỏi người quản trị nếu bạn cần quyền đó.',
    en: 'You have no right to do this in this area. Ask your administrator if you need it.',
  },
  'not-found': {
    status: 404,
    vi: 'Không tìm thấy, hoặc bạn không có quyền xem.',
    en: 'Not found, or you have no right to see it.',
  },
  'invalid-input': {
    status: 400,
    vi: 'Thông tin gửi lên chưa đúng: {details}. Sửa chỗ đó rồi gửi lại; chưa có gì thay đổi.',
    en: 'What was sent is not right: {details}. Correct it and send it again; nothing was changed.',
  },
  'too-large': {
    status: 413,
    vi: 'Tệp hoặc nội dung quá lớn (tối đa {limit}). Chia nhỏ hoặc rút gọn rồi gửi lại; chưa có gì thay đổi.',
    en: 'The file or content is too large (at most {limit}). Split or shorten it and send it again; nothing was changed.',
  },
  'too-many-requests': {
    status: 429,
    vi: 'Thao tác quá nhanh. Đợi {seconds} giây rồi thử lại.',
    en: 'Too many requests. Wait {seconds} seconds and try again.',
  },
  conflict: {
    status: 409,
    vi: 'Nội dung đã thay đổi từ lúc bạn mở. Mở lại để xem bản mới rồi làm tiếp; phần bạn viết vẫn còn trên màn hình.',
    en: 'This has changed since you opened it. Open it again to see the new state; what you wrote is still on the screen.',
  },
  unavailable: {
    status: 503,
    vi: 'Hệ thống tạm thời chưa làm được việc này ({part}). Chưa có gì thay đổi; thử lại sau ít phút.',
    en: 'The system cannot do this right now ({part}). Nothing was changed; try again in a few minutes.',
  },
  internal: {
    status: 500,
    vi: 'Có lỗi trong hệ thống. Đã ghi lại với mã {reference}; báo mã này cho kỹ thuật viên.',
    en: 'Something went wrong in the system. It was recorded as {reference}; tell your technician this reference.',
  },
  'sign-in-failed': {
    status: 401,
    vi: 'Thư điện tử hoặc mật khẩu không đúng. Thử lại, hoặc nhờ người quản trị cấp đường dẫn đăng nhập một lần.',
    en: 'Wrong e-mail or password. Try again, or ask your administrator for a one-time sign-in link.',
  },
  'link-used-or-expired': {
    status: 410,
    vi: 'Đường dẫn này đã dùng hoặc đã hết hạn. Nhờ người cấp gửi đường dẫn mới.',
    en: 'This link was used already or has expired. Ask whoever sent it for a new one.',
  },
  'wrong-password': {
    status: 403,
    vi: 'Mật khẩu không đúng. Nhập lại mật khẩu của bạn; chưa có gì thay đổi. Chưa có mật khẩu thì đặt mật khẩu trước.',
    en: 'Wrong password. Enter your own password again; nothing was changed. Set a password first if you have none.',
  },
  'wrong-code': {
    status: 403,
    vi: 'Mã không đúng hoặc đã qua nửa phút. Xem mã đang hiện trong ứng dụng xác thực rồi nhập lại; mã dự phòng chỉ dùng được một lần.',
    en: 'The code is wrong or more than half a minute old. Enter the one your app shows now; a backup code works only once.',
  },
  'second-step-over': {
    status: 403,
    vi: 'Đã quá lâu hoặc sai mã quá nhiều lần. Nhập lại thư điện tử và mật khẩu từ đầu.',
    en: 'It took too long, or the code was wrong too often. Start again with your e-mail and password.',
  },
  'passkey-refused': {
    status: 403,
    vi: 'Khóa truy cập này không dùng được ở đây: đã bị bỏ, hoặc thuộc trang khác. Đăng nhập bằng mật khẩu.',
    en: 'This passkey does not work here: it was removed or belongs to another site. Sign in by password.',
  },
  'sign-in-again': {
    status: 403,
    vi: 'Bạn đăng nhập đã quá một ngày. Đăng xuất, đăng nhập lại rồi thêm khóa truy cập; chưa có gì thay đổi.',
    en: 'You signed in more than a day ago. Sign out and in again, then add the passkey; nothing was changed.',
  },
  'session-locked': {
    status: 401,
    vi: 'Máy dùng chung này đã khóa vì năm phút không ai dùng ({name}). Mở khóa bằng điện thoại hoặc mật khẩu; bản nháp vẫn còn.',
    en: 'This shared machine is locked: nobody used it for five minutes ({name}). Unlock it by phone or password; your draft is kept.',
  },
  'not-on-shared-machine': {
    status: 403,
    vi: 'Việc này không làm trên máy dùng chung. Mở Nguồn trên điện thoại hoặc máy của riêng bạn; chưa có gì thay đổi.',
    en: 'This is not done on a shared machine. Use your own phone or computer; nothing was changed.',
  },
  'machine-not-set-up': {
    status: 403,
    vi: 'Máy này chưa là máy dùng chung. Lần đầu hãy vào bằng mật khẩu hoặc đường dẫn một lần và chọn “Đây là máy dùng chung”; từ lần sau vào bằng điện thoại được.',
    en: 'This is not a shared machine yet. Sign in once by password or one-time link and say that it is shared; afterwards a phone opens it.',
  },
  'machine-elsewhere': {
    status: 403,
    vi: 'Máy này thuộc {unit}, nơi bạn không làm việc: không cho vào. Nếu ai nhắn cho bạn mã này thì đó là lừa; đừng nhập gì, báo người quản trị.',
    en: 'That machine belongs to {unit}, where you do not work: it was not let in. If somebody sent you this code, it is a fraud; tell an administrator.',
  },
  'machine-question-over': {
    status: 410,
    vi: 'Mã trên màn hình máy dùng chung đã hết hạn hoặc đã dùng. Bấm lấy mã mới trên máy đó rồi quét lại.',
    en: 'The code on the screen of the shared machine has expired or was used. Ask for a new one there and scan it again.',
  },
  'machine-code-wrong': {
    status: 403,
    vi: 'Bốn số này không phải của máy đó; còn {left} lần thử. Chỉ nhập số đang hiện trên máy trước mặt bạn; ai nhắn cho bạn đường dẫn này thì đừng nhập.',
    en: 'These four digits are not that machine’s; {left} tries are left. Enter only those on the machine before you; if somebody sent you this link, do not.',
  },
  'author-approves': {
    status: 403,
    vi: 'Người soạn không tự duyệt bản tin của mình. Gửi cho người có quyền duyệt khác.',
    en: 'The author cannot approve their own bulletin. Send it to another person who may approve.',
  },
  'already-approved-by-you': {
    status: 403,
    vi: 'Bạn đã duyệt một bước của đề nghị này. Bước tiếp theo cần một người khác.',
    en: 'You have approved one step of this request. The next step needs another person.',
  },
  'not-listened': {
    status: 409,
    vi: 'Cần nghe hết bản tin trước khi duyệt: mới nghe {heard} trên {total} giây.',
    en: 'Listen to the whole bulletin before approving: {heard} of {total} seconds were heard.',
  },
  'phone-needed': {
    status: 403,
    vi: 'Ở địa bàn này chỉ duyệt được bằng điện thoại đã đăng ký và mã PIN. Mở trên điện thoại đó, hoặc đăng ký máy này ở trang Tài khoản.',
    en: 'Here only an enrolled phone with its PIN approves. Open this on that phone, or enrol this one on the Account page.',
  },
  'phone-unknown': {
    status: 403,
    vi: 'Điện thoại này chưa đăng ký hoặc đã bị gỡ. Đăng ký lại ở trang Tài khoản; đề nghị vẫn còn chờ.',
    en: 'This phone is not enrolled, or was removed. Enrol it on the Account page; the request still waits.',
  },
  'pin-wrong': {
    status: 403,
    vi: 'Mã PIN không đúng. Nhập lại; sai năm lần liền thì điện thoại phải đăng ký lại.',
    en: 'The PIN is wrong. Type it again; after five wrong ones in a row the phone must be enrolled anew.',
  },
  'phone-locked': {
    status: 403,
    vi: 'Đã sai mã PIN năm lần nên điện thoại này bị khóa. Đăng ký lại ở trang Tài khoản và nhờ một lãnh đạo đã đăng ký xác nhận.',
    en: 'Five wrong PINs have locked this phone. Enrol it again on the Account page and ask a leader who is enrolled to confirm it.',
  },
  'phone-not-vouched': {
    status: 409,
    vi: 'Cần một lãnh đạo đã đăng ký ở địa bàn này xác nhận điện thoại mới. So bốn từ trên hai màn hình rồi nhờ họ bấm Xác nhận.',
    en: 'A leader who is enrolled in this area must confirm the new phone. Compare the four words on both screens, then ask them to confirm.',
  },
  'signature-refused': {
    status: 409,
    vi: 'Chữ ký của điện thoại không khớp đề nghị này hoặc giờ của máy sai ({reason}). Tải lại trang rồi duyệt lại; chưa có gì thay đổi.',
    en: "The phone's signature does not fit this request, or its clock is wrong ({reason}). Reload and approve again; nothing was changed.",
  },
  'approval-link-over': {
    status: 410,
    vi: 'Đường dẫn duyệt này đã hết hạn hoặc bản tin đã được xử lý. Nhờ cán bộ gửi đường dẫn mới, hoặc mở Việc cần làm.',
    en: 'This approval link has expired, or the bulletin was dealt with. Ask the officer for a new one, or open your inbox.',
  },
  'code-not-allowed': {
    status: 422,
    vi: 'Không dùng mã duyệt cho đề nghị này: {reason}. Gửi đường dẫn duyệt hoặc chờ lãnh đạo mở Việc cần làm.',
    en: 'No approval code for this request: {reason}. Send an approval link, or wait for the leader to open the inbox.',
  },
  'standing-not-allowed': {
    status: 422,
    vi: 'Mẫu duyệt sẵn không dùng được ở đây: {reason}. Gửi lãnh đạo duyệt như thường; bản tin vẫn còn nguyên.',
    en: 'The standing approval does not serve here: {reason}. Ask for an ordinary approval; the bulletin is kept.',
  },
  'standing-closed': {
    status: 409,
    vi: 'Đề nghị duyệt sẵn này đã được xử lý, hoặc lời của mẫu đã thay đổi. Mở lại trang Mẫu để xem; cần thì xin duyệt sẵn lại.',
    en: 'This was dealt with already, or the template says something else now. Open the Templates page again; ask anew if needed.',
  },
  'code-wrong': {
    status: 403,
    vi: 'Mã duyệt không đúng, đã hết hạn hoặc thử quá năm lần. Nhờ lãnh đạo đọc lại, hoặc gửi mã mới.',
    en: 'The approval code is wrong, has expired, or was tried five times. Ask the leader to read it again, or send a new one.',
  },
  'no-phone-number': {
    status: 422,
    vi: 'Chưa có số điện thoại của {name}. Nhờ người quản trị nhập số, hoặc gửi đường dẫn duyệt qua Zalo.',
    en: 'There is no phone number of {name} here. Ask the administrator to enter it, or send an approval link by Zalo.',
  },
  'request-changed': {
    status: 409,
    vi: 'Nội dung, âm thanh, địa bàn hoặc giờ phát không còn như lúc trình. Cần trình duyệt lại.',
    en: 'The text, sound, places or times are no longer those submitted. It must be submitted again.',
  },
  'request-closed': {
    status: 409,
    vi: 'Đề nghị phát này đã được xử lý ({state}). Mở lại danh sách việc cần làm.',
    en: 'This request has been dealt with already ({state}). Open your inbox again.',
  },
  'emergency-not-yet': {
    status: 422,
    vi: 'Bản tin khẩn cấp chưa được mở ở phiên bản này. Chọn mức ưu tiên và gọi điện cho ban biên tập tỉnh.',
    en: 'Emergency bulletins are not open in this version. Choose priority and call the provincial editorial board.',
  },
  'privacy-blocked': {
    status: 422,
    vi: 'Bản tin có thông tin riêng của người dân: {found}. Bỏ đi, dùng lời trung tính, hoặc nhờ người thứ hai ghi lý do ở trang bản tin; bản nháp vẫn còn.',
    en: 'The bulletin tells of private people: {found}. Remove it, use neutral words, or ask a second person to give a reason on the page of the bulletin; your draft is kept.',
  },
  'meaning-unconfirmed': {
    status: 409,
    vi: 'Chưa có người thứ hai xác nhận nội dung bản {languages}. Nhờ một người biết tiếng ấy, không phải người viết hay người đọc, mở trang này, nghe và xác nhận.',
    en: 'Nobody else has confirmed what the version in {languages} says. Ask somebody who speaks it and neither wrote nor read it to open this page, listen and confirm.',
  },
  'second-speaker-needed': {
    status: 403,
    vi: 'Người viết hoặc người đọc không tự xác nhận nội dung được. Nhờ một người khác biết tiếng ấy mở trang này và nghe.',
    en: 'Whoever wrote or spoke it cannot confirm it. Ask somebody else who speaks the language to open this page and listen.',
  },
  'picture-being-read': {
    status: 409,
    vi: 'Máy đang đọc chữ trong ảnh để kiểm tra thông tin riêng, thường mất vài giây. Chờ một chút rồi làm lại; bản nháp vẫn còn.',
    en: 'The machine is reading the words in the picture for personal data, usually within seconds. Wait a moment and try again; your draft is kept.',
  },
  'second-person-needed': {
    status: 403,
    vi: 'Người viết hoặc sửa bản này không tự ghi lý do được. Nhờ lãnh đạo hoặc một cán bộ khác cùng địa bàn mở bản tin và ghi lý do.',
    en: 'Whoever wrote or edited this cannot give the reason. Ask the leader or another officer of the area to open the bulletin and give it.',
  },
  'correction-too-few': {
    status: 422,
    vi: 'Bản sai đã phát {sessions} buổi; “{title}” mới đặt {asked} buổi, và {uncovered} nơi đã nghe bản sai sẽ nghe đính chính ít hơn. Thêm buổi và địa bàn, hoặc ghi lý do phát ít hơn; chưa gửi gì đi.',
    en: 'The error was broadcast in {sessions} sessions; “{title}” has {asked}, and {uncovered} places that heard the error will hear its correction less often. Add sessions and places, or say why it is to be fewer; nothing was submitted.',
  },
  ...SOUND_ERRORS,
  'import-unknown': {
    status: 422,
    vi: 'Không nhận được loại tệp này ({found}). Gửi tệp .docx, .doc, .pdf, hoặc ảnh chụp JPEG, PNG; loại khác thì mở ra rồi lưu thành PDF. Chưa có gì thay đổi.',
    en: 'This kind of file cannot be taken ({found}). Send a .docx, .doc or .pdf file, or a JPEG or PNG picture; save others as PDF first. Nothing was changed.',
  },
  'import-unreadable': {
    status: 422,
    vi: 'Không đọc được tệp này ({reason}). Xin lại tệp gốc, hoặc chụp ảnh văn bản rồi gửi ảnh; chưa có gì thay đổi.',
    en: 'This file cannot be read ({reason}). Ask for the original again, or send a photo of the paper; nothing was changed.',
  },
  'import-locked': {
    status: 422,
    vi: 'Tệp có mật khẩu nên không mở được. Mở bằng mật khẩu, bỏ mật khẩu rồi lưu lại và gửi; chưa có gì thay đổi.',
    en: 'The file is locked with a password. Open it, take the password off, save it and send it again; nothing was changed.',
  },
  'import-bomb': {
    status: 422,
    vi: 'Tệp nén phình to bất thường nên không được mở. Xin lại tệp từ người gửi; chưa có gì thay đổi.',
    en: 'The file unfolds to an abnormal size and was not opened. Ask the sender for it again; nothing was changed.',
  },
  'import-too-long': {
    status: 422,
    vi: 'Tệp có {pages} trang, nhiều hơn mức đọc được một lần ({limit} trang). Tách những trang cần dùng rồi gửi lại.',
    en: 'The file has {pages} pages, more than can be read at once ({limit}). Split off the pages you need and send those.',
  },
  'import-empty': {
    status: 422,
    vi: 'Không tìm thấy chữ nào trong tệp này. Kiểm tra lại tệp, hoặc chụp ảnh rõ hơn, thẳng và đủ sáng.',
    en: 'No words were found in this file. Check it, or take a sharper photo, straight and in good light.',
  },
  'import-timeout': {
    status: 422,
    vi: 'Đọc tệp quá {seconds} giây nên đã dừng. Thử lại, hoặc tách bớt trang; chưa có gì thay đổi.',
    en: 'Reading the file took more than {seconds} seconds and was stopped. Try again, or split it; nothing was changed.',
  },
  'speech-empty': {
    status: 422,
    vi: 'Không có lời nào để đọc. Nhập nội dung bản tin rồi tạo giọng đọc.',
    en: 'There are no words to read aloud. Enter the text of the bulletin, then make the speech.',
  },
  'speech-failed': {
    status: 422,
    vi: 'Máy không đọc được nội dung này ({reason}). Sửa lời cho gọn hoặc thu âm giọng người.',
    en: 'The machine could not read this text aloud ({reason}). Make the text simpler or record a person.',
  },
  'voice-not-accepted': {
    status: 422,
    vi: 'Giọng máy “{voice}” chưa được {unit} chấp nhận cho loa. Mở mục Giọng đọc để nghe thử và chấp nhận, hoặc thu âm giọng người; bản nháp vẫn còn.',
    en: 'The machine voice “{voice}” is not accepted by {unit} for loudspeakers. Open Voices to hear and accept it, or record a person; the draft is kept.',
  },
  'quiet-hours': {
    status: 422,
    vi: 'Bản tin sẽ phát vào giờ không phát ({from} đến {to}). Chọn giờ khác hoặc rút ngắn.',
    en: 'The bulletin would play in quiet hours ({from} to {to}). Choose another time or shorten it.',
  },
  'slot-passed': {
    status: 422,
    vi: 'Chưa kịp buổi {slot}. Chọn buổi sau hoặc Phát ngay.',
    en: 'Too late for {slot}. Choose a later slot or play now.',
  },
  'notice-link-over': {
    status: 410,
    vi: 'Đường dẫn này đã hết hạn hoặc đã được thay. Gọi cán bộ xã xin đường dẫn mới.',
    en: 'This link has expired, or was replaced. Call the commune and ask for a new one.',
  },
  'notice-phone-other': {
    status: 403,
    vi: 'Đường dẫn này đã gắn với một điện thoại khác. Mở trên máy đó, hoặc gọi cán bộ xã xin đường dẫn mới. Chưa có gì được gửi.',
    en: 'This link belongs to another phone. Open it there, or call the commune and ask for a new one. Nothing was sent.',
  },
  'notice-phone-waiting': {
    status: 409,
    vi: 'Điện thoại này còn chờ xã xác nhận. Gọi cán bộ xã và đọc bốn từ trên màn hình.',
    en: 'This phone waits for the commune to confirm it. Call them and read out the four words on the screen.',
  },
  'notice-phone-locked': {
    status: 403,
    vi: 'Đã sai mã PIN năm lần nên máy này bị khóa. Gọi cán bộ xã xin đường dẫn mới. Chưa có gì được gửi.',
    en: 'Five wrong PINs have locked this phone. Call the commune and ask for a new link. Nothing was sent.',
  },
  'notices-of-day-used': {
    status: 429,
    vi: 'Hôm nay đã đủ {count} thông báo. Mai gửi tiếp, hoặc nhờ cán bộ xã.',
    en: 'All {count} notices of today are used. Send it tomorrow, or ask the commune.',
  },
  'slot-too-short': {
    status: 422,
    vi: 'Bản tin dài {seconds} giây, không vừa buổi {slot}. Rút ngắn hoặc chọn buổi dài hơn.',
    en: 'The bulletin lasts {seconds} seconds and does not fit {slot}. Shorten it or choose a longer slot.',
  },
  'not-on-air': {
    status: 409,
    vi: 'Bản tin chưa được duyệt, đã dừng hoặc đã hết hạn nên không in để dán. Trình duyệt trước, rồi in lại.',
    en: 'The bulletin is not approved, was stopped or has expired, so it is not printed for hanging up. Submit it first, then print again.',
  },
  'signer-refused': {
    status: 422,
    vi: 'Bộ phận ký từ chối đưa bản tin lên loa: {reason}. Chưa có gì được phát.',
    en: 'The signer refused to release this to the speakers: {reason}. Nothing was played.',
  },
  'device-unknown': {
    status: 401,
    vi: 'Thiết bị chưa được lắp đặt trong hệ thống hoặc khóa đã bị thu hồi. Lắp đặt lại bằng mã mới.',
    en: 'This device is not claimed, or its key was revoked. Claim it again with a new code.',
  },
  'device-refused': {
    status: 403,
    vi: 'Thiết bị gửi thông điệp không hợp lệ ({reason}). Đã ghi vào nhật ký.',
    en: 'The device sent a message that is not valid ({reason}). It was recorded.',
  },
  'claim-code-wrong': {
    status: 404,
    vi: 'Mã lắp đặt sai, đã dùng hoặc đã hết hạn. Tạo mã mới trên màn hình Thiết bị.',
    en: 'The claim code is wrong, used or expired. Make a new one on the Devices screen.',
  },
} as const satisfies Record<string, { status: number; vi: string; en: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** A sentence of the catalogue with its parameters filled in; a parameter that is not given stays visible as its name. */
export function errorSentence(
  code: ErrorCode,
  language: 'vi' | 'en',
  parameters: Readonly<Record<string, string | number>> = {},
): string {
  return ERRORS[code][language].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole));
}
