import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TemplateContent, type Template } from '@nguon/protocol/http/templates.ts';
import { fillTemplate, templateFault } from '@nguon/protocol/template.ts';
import { inTransaction } from '../../platform/db.ts';
import { buildTestApp, type TestApp } from '../../test-app.ts';
import { buildUser, signedIn } from '../accounts/factories.ts';
import { buildSmallProvince } from '../units/factories.ts';
import { normaliseText } from '../speech/service.ts';
import { HOUSE_TEMPLATES } from './house.ts';
import { seedTemplates } from './service.ts';

let t: TestApp;
let communes: string[];
let headers: Record<'officer' | 'stranger' | 'viewer', { cookie: string }>;

beforeAll(async () => {
  t = await buildTestApp();
  const province = await buildSmallProvince(t.platform.db);
  communes = province.communes.map(({ id }) => id);
  const enter = async (role: 'commune-officer' | 'viewer', unit: string) =>
    signedIn(t.platform, await buildUser(t.platform.db, { role, unit }));
  headers = {
    officer: await enter('commune-officer', communes[0]!),
    stranger: await enter('commune-officer', communes[1]!),
    viewer: await enter('viewer', communes[0]!),
  };
  await inTransaction(t.platform.db, async (tx) => seedTemplates(tx, t.clock.now()));
});
afterAll(() => t.stop());

const MARKET = {
  v: 1,
  name: 'Chợ phiên xã',
  title: 'Chợ phiên ngày {ngay}',
  text: 'Chợ phiên họp ngày {ngay}, từ {gio}.',
  blanks: [
    { name: 'ngay', label: 'Ngày nào?', kind: 'date', choices: [] },
    { name: 'gio', label: 'Mấy giờ?', kind: 'hour', choices: [] },
  ],
};

const ask = async (
  who: keyof typeof headers,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  payload?: object,
) => {
  const answer = await t.app.inject({ method, url, headers: headers[who], ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.body === '' ? {} : answer.json<Record<string, unknown>>() };
};
const listed = async (who: keyof typeof headers, unit: string): Promise<Template[]> =>
  (await ask(who, 'GET', `/api/templates?unit=${unit}`)).body['items'] as Template[];

describe('the templates of the house', () => {
  it.each(HOUSE_TEMPLATES.map(({ content }) => [content.name, content] as const))(
    '%s can be filled and read aloud',
    (_, content) => {
      expect(templateFault(content)).toBeNull();
      const examples = {
        text: 'nội dung',
        place: 'thôn Mẫu 1',
        person: 'Người Mẫu',
        number: '70',
        date: '2026-11-25',
        hour: '19:30',
        phone: '0912345678',
      };
      const values = Object.fromEntries(
        content.blanks.map((blank) => [
          blank.name,
          blank.kind === 'choice' ? (blank.choices[0] ?? '') : examples[blank.kind],
        ]),
      );
      const filled = fillTemplate(content, values);
      expect(filled?.text).not.toMatch(/[{}[\]]/);
      expect(normaliseText(filled?.text ?? '').text).not.toMatch(/\d/);
      expect(normaliseText(filled?.text ?? '').text).not.toMatch(/giờ giờ|ngày ngày/);
    },
  );

  it('are there once however often they are seeded, and nobody changes them at a door', async () => {
    await inTransaction(t.platform.db, async (tx) => seedTemplates(tx, t.clock.now()));
    const items = await listed('officer', communes[0]!);
    expect(items.filter(({ unit }) => unit === null)).toHaveLength(HOUSE_TEMPLATES.length);
    const [one] = items;
    expect(one?.mayEdit).toBe(false);
    const change = { seen: one?.revision, content: MARKET };
    expect((await ask('officer', 'PUT', `/api/templates/${one?.id}`, change)).status).toBe(404);
  });
});

describe('a template of a unit', () => {
  it('is used there and not elsewhere; a change is a new state, and one in between is a conflict', async () => {
    const made = await ask('officer', 'POST', '/api/templates', { unit: communes[0], content: MARKET });
    expect(made.status).toBe(201);
    const { id, revision } = made.body;
    expect((await listed('officer', communes[0]!)).map((one) => one.id)).toContain(id);
    expect((await listed('stranger', communes[1]!)).map((one) => one.id)).not.toContain(id);
    expect((await ask('stranger', 'GET', `/api/templates?unit=${communes[0]}`)).status).toBe(403);
    const change = { seen: revision, content: { ...MARKET, name: 'Chợ phiên mới' } };
    expect((await ask('stranger', 'PUT', `/api/templates/${String(id)}`, change)).status).toBe(404);
    expect((await ask('officer', 'PUT', `/api/templates/${String(id)}`, change)).status).toBe(200);
    expect((await ask('officer', 'PUT', `/api/templates/${String(id)}`, change)).status).toBe(409);
    expect((await ask('officer', 'DELETE', `/api/templates/${String(id)}`)).status).toBe(204);
    expect((await listed('officer', communes[0]!)).map((one) => one.id)).not.toContain(id);
  });

  it('is refused when its words and blanks do not match, and from a viewer', async () => {
    const wrong = { ...MARKET, text: 'Chợ họp ngày {hom}' };
    expect((await ask('officer', 'POST', '/api/templates', { unit: communes[0], content: wrong })).status).toBe(400);
    expect((await ask('viewer', 'POST', '/api/templates', { unit: communes[0], content: MARKET })).status).toBe(403);
  });
});

describe('a bulletin from a template', () => {
  it('names the template and its state only while its words are exactly those', async () => {
    const meeting = HOUSE_TEMPLATES.find(({ content }) => content.name === 'Chợ phiên');
    const [house] = (await listed('officer', communes[0]!)).filter(({ id }) => id === meeting?.id);
    const values = { noi: 'chợ Mẫu', ngay: '2026-11-25', gio: '06:00', 'luu-y': 'Bà con để xe đúng nơi' };
    const filled = fillTemplate(TemplateContent.parse(house?.content), values);
    const template = { id: house?.id, revision: house?.revision, values };
    const body = { unit: communes[0], title: filled?.title, text: filled?.text, template };
    const made = await ask('officer', 'POST', '/api/bulletins', body);
    expect(made).toMatchObject({ status: 201, body: { template: { id: meeting?.id, values } } });
    expect((await ask('officer', 'POST', '/api/bulletins', { ...body, text: `${filled?.text} Thêm.` })).status).toBe(
      400,
    );
    expect((await ask('officer', 'POST', '/api/bulletins', { ...body, template: null })).body['template']).toBeNull();
    const { id, revision: seen } = made.body;
    const changed = { title: 'Chợ', text: 'Lời khác', seen };
    expect((await ask('officer', 'PUT', `/api/bulletins/${String(id)}`, changed)).body['template']).toBeNull();
  });
});
