import {
  NoticeDesk,
  type NoticeDraftBody,
  type NoticeEnrolment,
  type NoticeSendBody,
  NoticeView,
  VillageHead,
  type VillageHeadBody,
  VillageHeads,
} from '@nguon/protocol/http/notices.ts';
import { ApprovalLink } from '@nguon/protocol/http/requests.ts';
import type { z } from 'zod';
import { call, Done } from './api-call.ts';

// the commune's list
export const listHeads = (unit: string) => call('GET', '/api/village-heads', VillageHeads, { query: { unit } });
export const addHead = (body: z.input<typeof VillageHeadBody>) =>
  call('POST', '/api/village-heads', VillageHead, { body });
export const makeHeadLink = (head: string) => call('POST', `/api/village-heads/${head}/links`, ApprovalLink);
export const confirmHeadPhone = (head: string, x: string) =>
  call('POST', `/api/village-heads/${head}/confirm`, Done, { body: { x } });
export const endHead = (head: string) => call('DELETE', `/api/village-heads/${head}`, Done);

// behind the link
export const openDesk = (token: string) => call('POST', '/api/notice-links/open', NoticeDesk, { body: { token } });
export const enrolHeadPhone = (body: z.input<typeof NoticeEnrolment>) =>
  call('POST', '/api/notice-links/phone', Done, { body });
export const draftNotice = (body: z.input<typeof NoticeDraftBody>) =>
  call('POST', '/api/notice-links/notices', NoticeView, { body });
export const readNotice = (token: string, notice: string) =>
  call('POST', `/api/notice-links/notices/${notice}`, NoticeView, { body: { token } });
export const sendNotice = (notice: string, body: z.input<typeof NoticeSendBody>) =>
  call('POST', `/api/notice-links/notices/${notice}/send`, NoticeView, { body });
