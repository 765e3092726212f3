import { html } from 'hono/html';
import { languageName } from '@nguon/protocol/language-names.ts';
import { spokenInstant } from '../../lib/spoken-time.ts';
import { type Html, page } from './layout.ts';
import type { CommuneEntry, CommunePage, PublishedItem } from './store.ts';

const WEEKDAYS = ['', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'];
/** A commune's home: what is said there now, and when its loudspeakers speak. */
export function communeHome(commune: CommunePage, banner: string | null): Html {
  return page(
    {
      title: `${commune.name}: trang thông tin điện tử`,
      description: `Bản tin, khung giờ phát thanh của ${commune.name}, ${commune.parentName}`,
      banner,
      home: { href: `/xa/${commune.slug}`, label: `${commune.name}, ${commune.parentName}` },
    },
    html`<h1>${commune.name}</h1>
      <section aria-labelledby="ban-tin">
        <h2 id="ban-tin">Bản tin</h2>
        ${
          commune.items.length === 0
            ? html`<p>Chưa có bản tin nào đang được phổ biến. Khi xã hoặc tỉnh duyệt bản tin mới, bản tin sẽ hiện ở đây.</p>`
            : commune.items.map((item) => teaser(commune, item))
        }
      </section>
      <section aria-labelledby="khung-gio">
        <h2 id="khung-gio">Khung giờ phát thanh</h2>
        ${timetable(commune)}
      </section>`,
  );
}

/** A bulletin's own address. */
export function bulletinPage(commune: CommunePage, item: PublishedItem, banner: string | null): Html {
  return page(
    {
      title: `${item.title} · ${commune.name}`,
      description: item.text.slice(0, 150),
      banner,
      home: { href: `/xa/${commune.slug}`, label: `${commune.name}, ${commune.parentName}` },
    },
    html`<h1>${item.title}</h1>
      ${meta(item)} ${player(item)}
      ${item.picture ? html`<p><img src="/media/${item.picture.sha256}" alt="${item.picture.alternative}" /></p>` : ''}
      <p class="text">${item.text}</p>
      ${
        item.slots.length === 0
          ? ''
          : html`<h2>Sẽ phát trên loa</h2>
            <ul>
              ${item.slots.slice(0, 10).map((slot) => html`<li>${spokenInstant(new Date(slot))}</li>`)}
            </ul>`
      }
      <p><a href="/xa/${commune.slug}">Các bản tin khác của ${commune.name}</a></p>`,
  );
}

/** The public start page: all communes, or those that somebody looks for, under their district-level unit. */
export function communeList(communes: readonly CommuneEntry[], wanted: string, banner: string | null): Html {
  const groups = Map.groupBy(communes, (commune) => commune.parentName);
  return page(
    {
      title: wanted === '' ? 'Các xã, phường, thị trấn' : `Tìm “${wanted}”: các xã, phường, thị trấn`,
      description: 'Trang thông tin điện tử của các xã, phường, thị trấn',
      banner,
      home: { href: '/', label: 'Nguồn: thông tin cơ sở' },
    },
    html`<h1>Các xã, phường, thị trấn</h1>
      <form action="/" method="get" role="search">
        <label for="tim">Tên xã, phường, thị trấn hoặc huyện (gõ có dấu hay không dấu đều được)</label>
        <p class="row"><input id="tim" name="tim" value="${wanted}" maxlength="100" autocomplete="off" /> <button>Tìm</button></p>
      </form>
      ${
        communes.length === 0
          ? html`<p>Không có nơi nào tên “${wanted}”. Thử viết ngắn hơn, hoặc <a href="/">xem tất cả</a>.</p>`
          : ''
      }
      ${[...groups].map(
        ([parent, members]) =>
          html`<h2>${parent}</h2>
            <ul class="names">
              ${members.map((commune) => html`<li><a href="/xa/${commune.slug}">${commune.name}</a></li>`)}
            </ul>`,
      )}`,
  );
}

/** Shown with status 404: what this address is for, and the way on. */
export function nothingHere(banner: string | null): Html {
  return page(
    {
      title: 'Không có trang này',
      description: 'Không có trang này',
      banner,
      home: { href: '/', label: 'Nguồn: thông tin cơ sở' },
    },
    html`<h1>Không có trang này</h1>
      <p>Địa chỉ sai, hoặc bản tin đã hết hạn hay đã được thu hồi. <a href="/">Chọn xã, phường, thị trấn</a> để xem các bản tin đang phổ biến.</p>`,
  );
}

function teaser(commune: CommunePage, item: PublishedItem): Html {
  return html`<article>
    <h3><a href="/xa/${commune.slug}/ban-tin/${item.bulletin}">${item.title}</a></h3>
    ${meta(item)} ${player(item)}
    <p class="text">${item.text.length > 280 ? `${item.text.slice(0, 280).replace(/\s+\S*$/, '')} …` : item.text}</p>
  </article>`;
}

function meta(item: PublishedItem): Html {
  return html`<p class="meta">
    ${item.class === 'priority' ? html`<span class="priority">Ưu tiên.</span> ` : ''}${item.issuer}, ${spokenInstant(new Date(item.publishedAt))}
  </p>`;
}

/** MP3 beside Opus: iPhones and Zalo do not open Ogg. */
function player(item: PublishedItem): Html {
  return html`${item.sounds.map(
    (sound) =>
      html`<audio controls preload="none" aria-label="Nghe bản tin bằng ${languageName(sound.language)}">
          ${sound.mp3 === null ? '' : html`<source src="/media/${sound.mp3}" type="audio/mpeg" />`}
          <source src="/media/${sound.sha256}" type="audio/ogg; codecs=opus" />
        </audio>
        <p class="meta">${languageName(sound.language)}, ${Math.round(sound.durationMs / 1000)} giây${sound.voice === null ? '' : `, ${sound.voice}`}</p>`,
  )}`;
}

function timetable(commune: CommunePage): Html {
  if (commune.timetable.length === 0) return html`<p>Xã chưa công bố khung giờ phát thanh.</p>`;
  return html`<table>
    <caption>
      Loa phát hằng tuần
    </caption>
    <thead>
      <tr>
        <th scope="col">Giờ</th>
        <th scope="col">Nội dung</th>
        <th scope="col">Ngày</th>
      </tr>
    </thead>
    <tbody>
      ${commune.timetable.map(
        (slot) =>
          html`<tr>
            <td>${slot.from} đến ${slot.to}</td>
            <td>${slot.kind === 'relay' ? 'Tiếp âm: ' : ''}${slot.title}</td>
            <td>${slot.weekdays.length === 7 ? 'hằng ngày' : slot.weekdays.map((day) => WEEKDAYS[day]).join(', ')}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
