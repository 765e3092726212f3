/** Where the server serves the console. */
export const BASE_PATH = '/quan-ly';

/** The mark of the product, beside the built pages. */
export const LOGO_PATH = `${BASE_PATH}/logo.svg`;

/** Every address of the console's pages, below BASE_PATH. `$name` is a part that changes. */
export const paths = {
  inbox: '/',
  /** Also where a one-time link leads, with its secret behind the #. */
  signIn: '/dang-nhap',
  account: '/tai-khoan',
  /** Where a personal approval link leads, with its secret behind the #. */
  approve: '/duyet',
  /** Where the picture of a shared machine leads, with its secret behind the #. */
  machine: '/may-dung-chung',
  /** Duyệt cả buổi: ?unit=…&at=… */
  slot: '/duyet-ca-buoi',
  /** Where a village head's link leads, with its secret behind the #. */
  notice: '/thong-bao-thon',
  heads: '/truong-thon',
  /** Where a link to a whole slot leads, with its secret behind the #. */
  approveSlot: '/duyet-buoi',
  compose: '/soan',
  revise: '/soan/$bulletin',
  bulletins: '/ban-tin',
  bulletin: '/ban-tin/$bulletin',
  editions: '/chuong-trinh',
  newEdition: '/chuong-trinh/moi',
  edition: '/chuong-trinh/$edition',
  library: '/kho-nhac',
  request: '/de-nghi/$request',
  templates: '/mau',
  newTemplate: '/mau/moi',
  template: '/mau/$template',
  standing: '/duyet-san/$standing',
  /** Where a link for a standing approval leads, with its secret behind the #. */
  approveStanding: '/duyet-san',
  timetables: '/khung-gio',
  timetable: '/khung-gio/$unit',
  books: '/so-sach',
  voices: '/giong-doc',
  readings: '/cach-doc',
  devices: '/thiet-bi',
  people: '/nguoi-dung',
  units: '/dia-ban',
  audit: '/nhat-ky',
} as const;
