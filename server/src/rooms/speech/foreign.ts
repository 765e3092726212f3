import { parseReadings } from './reading-tables.ts';
import { type Cursor, type Reading, matchAt } from './reading.ts';

/** Foreign words of everyday bulletins as announcers say them, in lower case. */
const TABLE = `
covid: cô vít
zalo: da lô
facebook: phây búc
messenger: mét xen giơ
viber: vai bơ
telegram: tê lê gam
youtube: diu túp
tiktok: tích tóc
google: gu gồ
gmail: giê meo
chrome: crôm
iphone: ai phôn
ios: ai ô ét
windows: uyn đâu
microsoft: mai crô xốp
excel: ếch xeo
pdf: pê đê ép
internet: in tơ nét
wifi: oai phai
wi-fi: oai phai
online: on lai
offline: óp lai
email: i meo
e-mail: i meo
website: oép sai
web: oép
fanpage: phan pết
livestream: lai xờ trim
link: linh
app: áp
apps: áp
file: phai
video: vi đê ô
clip: clíp
audio: au đi ô
camera: ca mê ra
robot: rô bốt
smartphone: xờ mát phôn
laptop: láp tóp
tablet: táp lét
led: lét
lcd: eo xi đi
usb: u ét bê
sms: ét em ét
otp: ô tê pê
qr: quy rờ
qr-code: quy rờ cốt
vneid: vê nờ e ai đi
vnpt: vê nờ pê tê
viettel: viét teo
vinaphone: vi na phôn
mobifone: mô bi phôn
agribank: a gờ ri banh
vietinbank: viét tin banh
vietcombank: viét com banh
bidv: bê i đê vê
atm: a tê mờ
pos: pót
logistics: lô gít tích
marketing: mác két tinh
container: công ten nơ
karaoke: ca ra ô kê
spa: xờ pa
gas: ga
taxi: tắc xi
bus: buýt
vaccine: vắc xin
vacxin: vắc xin
vắcxin: vắc xin
virus: vi rút
vitamin: vi ta min
protein: prô tê in
canxi: can xi
test: tét
ocop: ô cốp
vietgap: viét gáp
globalgap: gờ lô ban gáp
gdp: giê đê pê
grdp: giê rờ đê pê
fdi: ép đê i
oda: ô đê a
wto: vê kép tê ô
unesco: u nét xờ cô
unicef: u ni xép
asean: a xê an
apec: a péc
hiv: hát i vê
aids: ết
hiv/aids: hát i vê ết
vtv: vê tê vê
vov: vê ô vê
vsip: vê ét i pê
ph: pê hát
festival: phét ti van
gala: ga la
marathon: ma ra tông
tour: tua
homestay: hôm xờ tay
farmstay: pham xờ tay
resort: rì dọt
hotline: hót lai
module: mô đun
server: xơ vơ
chatbot: chát bót
blockchain: bờ lốc chên
paracetamol: pa ra xê ta mon
oresol: ô rê dôn
cloramin: cờ lo ra min
chloramine: cờ lo ra min
npk: nờ pê ca
biogas: bi ô ga
composite: com pô dít
inox: i nốc
bluetooth: bờ lu tút
radio: ra đi ô
fm: ép em
amply: am pli
micro: mi crô
vip: víp
kali: ca li
bopv: bê ô pê vê
ipv: i pê vê
hib: híp
rubella: ru be la
vat: vê a tê
ip: i pê
suv: ét u vê
pvc: pê vê xê
cd: xê đê
play: pờ lây
store: xờ to
android: an đờ roi
show: sô
shop: sóp
`;

export const FOREIGN = parseReadings(TABLE);
/** pH is the acid's, "PH" and "Ph" something else. */
const EXACT = new Map([['ph', 'pH']]);
const WORD = /\p{L}+(?:[-/](?:[Ff]i|[Mm]ail|[Cc]ode|AIDS))?(?![\p{L}\p{M}]|[-–]?\d)/uy;
const HEAD = /[A-Za-z]/;

/** Foreign words with a known way to say them. */
export function readForeign(cursor: Cursor): Reading | undefined {
  const { text, at } = cursor;
  if (!HEAD.test(text[at] ?? '') || /[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return undefined;
  const word = matchAt(WORD, cursor)?.[0];
  if (!word) return undefined;
  const spoken = FOREIGN.get(word.toLowerCase());
  if (spoken === undefined || (EXACT.get(word.toLowerCase()) ?? word) !== word) return undefined;
  return { length: word.length, spoken, kind: 'foreign' };
}
