import { ApprovalLink, Approver, RequestView } from '@nguon/protocol/http/requests.ts';
import type { SignedByPhone } from '@nguon/protocol/http/phones.ts';
import {
  FilledList,
  type FillingBody,
  LinkedStanding,
  type StandingBody,
  StandingList,
  StandingView,
} from '@nguon/protocol/http/standing.ts';
import { Template, type TemplateBody, type TemplateRevisionBody } from '@nguon/protocol/http/templates.ts';
import { z } from 'zod';
import { call, Done } from './api-call.ts';

// a unit's own templates
export const createTemplate = (body: z.input<typeof TemplateBody>) =>
  call('POST', '/api/templates', Template, { body });
export const reviseTemplate = (id: string, body: z.input<typeof TemplateRevisionBody>) =>
  call('PUT', `/api/templates/${id}`, Template, { body });
export const endTemplate = (id: string) => call('DELETE', `/api/templates/${id}`, Done);

// templates approved beforehand
export const listStandings = (unit: string) =>
  call('GET', '/api/standing-approvals', StandingList, { query: { unit } });
export const askStanding = (body: StandingBody) => call('POST', '/api/standing-approvals', StandingView, { body });
export const readStanding = (id: string) => call('GET', `/api/standing-approvals/${id}`, StandingView);
export const approveStanding = (id: string, signed: SignedByPhone) =>
  call('POST', `/api/standing-approvals/${id}/approve`, StandingView, { body: { signed } });
export const declineStanding = (id: string, reason: string) =>
  call('POST', `/api/standing-approvals/${id}/decline`, StandingView, { body: { reason } });
export const withdrawStanding = (id: string, stop: boolean) =>
  call('POST', `/api/standing-approvals/${id}/withdraw`, StandingView, { body: { stop } });
export const listStandingApprovers = (id: string) =>
  call('GET', `/api/standing-approvals/${id}/approvers`, z.array(Approver));
export const makeStandingLink = (id: string, approver: string) =>
  call('POST', `/api/standing-approvals/${id}/links`, ApprovalLink, { body: { approver } });
export const openStandingLink = (token: string) =>
  call('POST', '/api/standing-links/open', LinkedStanding, { body: { token } });
export const approveLinkedStanding = (token: string, signed: SignedByPhone) =>
  call('POST', '/api/standing-links/approve', LinkedStanding, { body: { token, signed } });
export const declineLinkedStanding = (token: string, reason: string) =>
  call('POST', '/api/standing-links/decline', LinkedStanding, { body: { token, reason } });
export const approveByTemplate = (request: string, body: z.input<typeof FillingBody>) =>
  call('POST', `/api/requests/${request}/approve-by-template`, RequestView, { body });
export const listFilled = () => call('GET', '/api/me/filled', FilledList);
