import {
  type GrantBody,
  Me,
  Organization,
  SessionRow,
  SignInLink,
  SignInWays,
  type UserBody,
  UserRow,
} from '@nguon/protocol/http/accounts.ts';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/browser';
import { AuditEntry, type AuditQuery } from '@nguon/protocol/http/audit.ts';
import {
  CorrectionPlan,
  MakeUpReply,
  MissedList,
  OnAir,
  OrderView,
  StopReply,
  Timetable,
  TimetableSlot,
  type TimetableSlotBody,
} from '@nguon/protocol/http/broadcasts.ts';
import {
  Bulletin,
  type BulletinBody,
  BulletinPage,
  type BulletinQuery,
  type JoinedSoundBody,
  NormalisedText,
  type RevisionBody,
  SoundView,
  type SpeechBody,
  TakeReply,
  Topic,
} from '@nguon/protocol/http/bulletins.ts';
import { Candidate, Delegation, type DelegationBody } from '@nguon/protocol/http/delegations.ts';
import {
  type AcceptClaimBody,
  type ClaimCodeBody,
  ClaimCodeReply,
  type CommandBody,
  DevicePage,
  PendingClaimView,
} from '@nguon/protocol/http/devices.ts';
import { ImportView } from '@nguon/protocol/http/imports.ts';
import { DueBulletins, Edition, type EditionBody, type EditionRevisionBody } from '@nguon/protocol/http/editions.ts';
import { LibraryItem, LibraryList } from '@nguon/protocol/http/library.ts';
import { PictureReply } from '@nguon/protocol/http/media.ts';
import { MachineAsked, MachineEntry, MachineState, MachineView } from '@nguon/protocol/http/machines.ts';
import {
  BulletinPrivacy,
  type JustifyBody,
  PrivacyCheck,
  type PrivacyCheckBody,
} from '@nguon/protocol/http/privacy.ts';
import { pageOf } from '@nguon/protocol/http/problems.ts';
import { CodePermit } from '@nguon/protocol/enrolled-key.ts';
import { type EnrolBody, PhoneAsked, type PhoneBody, Phones, type SignedByPhone } from '@nguon/protocol/http/phones.ts';
import {
  ApprovalLink,
  type ApproveBody,
  Approver,
  type CodeBody,
  CodeSent,
  Inbox,
  type LinkAbout,
  type LinkApproval,
  LinkedRequest,
  LinkedSlot,
  type LinkListening,
  type LinkReturn,
  type ListeningProgress,
  ListeningReply,
  type MeaningBody,
  NewestRequest,
  type RequestBody,
  RequestView,
  type ReturnBody,
  ReturnNoteReply,
  ReturnOfBulletin,
  type RotationBody,
  RotationReply,
} from '@nguon/protocol/http/requests.ts';
import { type ReadingBody, ReadingView } from '@nguon/protocol/http/speech.ts';
import { TemplateList } from '@nguon/protocol/http/templates.ts';
import {
  Letterhead,
  LogBook,
  type LogEntryBody,
  type PeriodQuery,
  RoyaltyRate,
  type RoyaltyRateBody,
  RoyaltyRates,
} from '@nguon/protocol/http/reports.ts';
import { SpokenForm, UnitVoices, type VoiceChoice } from '@nguon/protocol/http/speech.ts';
import { Unit, type UnitQuery, VillageImportReport } from '@nguon/protocol/http/units.ts';
import { z } from 'zod';
import { call, callForFile, Done } from './api-call.ts';

/** better-auth's answer to a right password; some people have a second step. */
const SignedIn = z.object({ twoFactorRedirect: z.boolean().default(false) });
/** Optional members may be given as undefined; such ones are left out of the address. */
type Query<T> = { [K in keyof T]?: T[K] | undefined };

/** Address of a sound or picture by its content. */
export const mediaUrl = (sha256: string): string => `/media/${sha256}`;

// accounts
export const signIn = (email: string, password: string) =>
  call('POST', '/api/auth/sign-in/email', SignedIn, { body: { email, password } });
export const confirmSecondStep = (code: string) =>
  call('POST', '/api/auth/two-factor/verify-totp', Done, { body: { code } });
export const confirmBackupCode = (code: string) =>
  call('POST', '/api/auth/two-factor/verify-backup-code', Done, { body: { code } });
export const readSignInWays = () => call('GET', '/api/me/sign-in', SignInWays);
/** What the authenticator app is told, and the codes for the day it is lost: both shown once. */
export const beginSecondFactor = (password: string) =>
  call('POST', '/api/auth/two-factor/enable', z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) }), {
    body: { password },
  });
export const endSecondFactor = (password: string) =>
  call('POST', '/api/auth/two-factor/disable', Done, { body: { password } });
/** What the browser is asked for; its own parts read it. */
const Options = <T>() => z.custom<T>((value) => typeof value === 'object' && value !== null);
const Passkey = z.object({ id: z.string(), name: z.string().nullish(), createdAt: z.string().nullish() });
export const listPasskeys = () => call('GET', '/api/auth/passkey/list-user-passkeys', z.array(Passkey));
export const removePasskey = (id: string) => call('POST', '/api/auth/passkey/delete-passkey', Done, { body: { id } });
export const askForNewPasskey = () =>
  call('GET', '/api/auth/passkey/generate-register-options', Options<PublicKeyCredentialCreationOptionsJSON>());
export const keepPasskey = (response: RegistrationResponseJSON, name: string) =>
  call('POST', '/api/auth/passkey/verify-registration', Done, { body: { response, name } });
export const askForPasskey = () =>
  call('GET', '/api/auth/passkey/generate-authenticate-options', Options<PublicKeyCredentialRequestOptionsJSON>());
export const signInByPasskey = (response: AuthenticationResponseJSON) =>
  call('POST', '/api/auth/passkey/verify-authentication', Done, { body: { response } });
/** A shared machine asks to be opened by a phone; enters once that has confirmed; a phone looks and confirms. */
export const readMachine = () => call('GET', '/api/machine', MachineState);
export const shareMachine = () => call('POST', '/api/machine', Done);
export const unshareMachine = () => call('DELETE', '/api/machine', Done);
export const askMachine = () => call('POST', '/api/machine-sign-ins', MachineAsked);
export const enterMachine = () => call('POST', '/api/machine-sign-ins/enter', MachineEntry);
export const viewMachine = (token: string) =>
  call('POST', '/api/machine-sign-ins/view', MachineView, { body: { token } });
export const confirmMachine = (token: string, code: string) =>
  call('POST', '/api/machine-sign-ins/confirm', Done, { body: { token, code } });
export const unlockMachine = (password: string) => call('POST', '/api/session/unlock', Done, { body: { password } });
/** Says that the person at a shared machine is doing something. */
export const tellUse = () => call('POST', '/api/session/use', Done);
export const signInByLink = (token: string) => call('POST', '/api/session/link', Done, { body: { token } });
export const signOut = () => call('POST', '/api/auth/sign-out', Done, { body: {} });
export const readMe = () => call('GET', '/api/me', Me);
export const setPassword = (password: string) => call('PUT', '/api/me/password', Done, { body: { password } });
export const listSessions = () => call('GET', '/api/me/sessions', z.array(SessionRow));
export const endSession = (id: string) => call('DELETE', `/api/me/sessions/${id}`, Done);
export const listUsers = () => call('GET', '/api/users', z.array(UserRow));
export const addUser = (body: z.input<typeof UserBody>) => call('POST', '/api/users', UserRow, { body });
export const makeSignInLink = (user: string) => call('POST', `/api/users/${user}/sign-in-link`, SignInLink);
export const addGrant = (user: string, body: z.input<typeof GrantBody>) =>
  call('POST', `/api/users/${user}/grants`, Done, { body });
export const endGrant = (user: string, grant: string) => call('DELETE', `/api/users/${user}/grants/${grant}`, Done);
export const listDelegations = () => call('GET', '/api/me/delegations', z.array(Delegation));
export const listDelegates = (grant: string, text: string) =>
  call('GET', '/api/me/delegates', z.array(Candidate), { query: { grant, text } });
export const delegate = (body: z.input<typeof DelegationBody>) => call('POST', '/api/me/delegations', Done, { body });
export const endDelegation = (id: string) => call('DELETE', `/api/me/delegations/${id}`, Done);
export const listOrganizations = () => call('GET', '/api/organizations', z.array(Organization));
export const addOrganization = (body: Omit<z.infer<typeof Organization>, 'id'>) =>
  call('POST', '/api/organizations', Organization, { body });
export const readLetterhead = (organization: string) =>
  call('GET', `/api/organizations/${organization}/letterhead`, Letterhead);
export const setLetterhead = (organization: string, body: Letterhead) =>
  call('PUT', `/api/organizations/${organization}/letterhead`, Done, { body });

// units
export const findUnits = (query: Query<UnitQuery>) => call('GET', '/api/units', z.array(Unit), { query });
export const readUnit = (id: string, on?: string) => call('GET', `/api/units/${id}`, Unit, { query: { on } });
export const importVillages = (form: FormData) => call('POST', '/api/villages/import', VillageImportReport, { form });

// bulletins and speech
export const listBulletins = (query: Query<z.input<typeof BulletinQuery>>) =>
  call('GET', '/api/bulletins', BulletinPage, { query });
export const readBulletin = (id: string) => call('GET', `/api/bulletins/${id}`, Bulletin);
export const createBulletin = (body: z.input<typeof BulletinBody>) =>
  call('POST', '/api/bulletins', Bulletin, { body });
export const reviseBulletin = (id: string, body: z.input<typeof RevisionBody>) =>
  call('PUT', `/api/bulletins/${id}`, Bulletin, { body });
export const dropBulletin = (id: string) => call('DELETE', `/api/bulletins/${id}`, Done);
export const checkPrivacy = (body: z.input<typeof PrivacyCheckBody>) =>
  call('POST', '/api/privacy/check', PrivacyCheck, { body });
export const readBulletinPrivacy = (id: string) => call('GET', `/api/bulletins/${id}/privacy`, BulletinPrivacy);
export const justifyPrivacy = (id: string, body: z.input<typeof JustifyBody>) =>
  call('POST', `/api/bulletins/${id}/privacy`, BulletinPrivacy, { body });
export const listTopics = () => call('GET', '/api/topics', z.array(Topic));
export const askForSpeech = (id: string, body: z.input<typeof SpeechBody>) =>
  call('POST', `/api/bulletins/${id}/speech`, SoundView, { body });
export const addSound = (id: string, form: FormData) =>
  call('POST', `/api/bulletins/${id}/sounds`, SoundView, { form });
export const dropSound = (id: string, sound: string) => call('DELETE', `/api/bulletins/${id}/sounds/${sound}`, Done);
export const addTake = (id: string, form: FormData) => call('POST', `/api/bulletins/${id}/takes`, TakeReply, { form });
export const joinTakes = (id: string, body: z.input<typeof JoinedSoundBody>) =>
  call('POST', `/api/bulletins/${id}/sounds/joined`, SoundView, { body });
export const keepPicture = (form: FormData) => call('POST', '/api/pictures', PictureReply, { form });
export const sendImport = (unit: string, form: FormData) =>
  call('POST', '/api/imports', ImportView, { form, query: { unit } });
export const readImport = (id: string) => call('GET', `/api/imports/${id}`, ImportView);
export const importPictureUrl = (id: string, page: number) => `/api/imports/${id}/pages/${page}`;
export const normaliseText = (text: string, unit: string) =>
  call('POST', '/api/speech/normalise', NormalisedText, { body: { text, unit } });
export const keepReading = (body: z.input<typeof ReadingBody>) => call('POST', '/api/readings', ReadingView, { body });
export const readReadings = (unit: string) => call('GET', '/api/readings', z.array(ReadingView), { query: { unit } });
export const endReading = (id: string) => call('DELETE', `/api/readings/${id}`, Done);
/** WAV of a few words in the voice that a unit uses, said just as they are written. */
export const hearSample = (text: string, unit: string) =>
  callForFile('POST', '/api/speech/sample', { body: { text, unit, listed: false } });
export const makeSpokenForm = (text: string) => call('POST', '/api/speech/spoken-form', SpokenForm, { body: { text } });
type Choice = z.infer<typeof VoiceChoice>;
export const readVoices = (unit: string) => call('GET', '/api/voices', UnitVoices, { query: { unit } });
export const chooseVoice = (body: Choice) => call('PUT', '/api/voices/default', UnitVoices, { body });
export const acceptVoice = (body: Choice) => call('POST', '/api/voices/acceptances', UnitVoices, { body });
export const refuseVoice = (query: Choice) => call('DELETE', '/api/voices/acceptances', UnitVoices, { query });
export const hearVoice = (body: Choice) => callForFile('POST', '/api/voices/sample', { body });

// editions and templates
export const readEdition = (id: string) => call('GET', `/api/editions/${id}`, Edition);
export const createEdition = (body: z.input<typeof EditionBody>) => call('POST', '/api/editions', Edition, { body });
export const reviseEdition = (id: string, body: z.input<typeof EditionRevisionBody>) =>
  call('PUT', `/api/editions/${id}`, Edition, { body });
export const copyEdition = (id: string, title: string) =>
  call('POST', `/api/editions/${id}/copy`, Edition, { body: { title } });
export const listDueBulletins = (unit: string) => call('GET', '/api/due-bulletins', DueBulletins, { query: { unit } });
export const listTemplates = (unit: string) => call('GET', '/api/templates', TemplateList, { query: { unit } });

// library
export const listLibrary = (unit: string) => call('GET', '/api/library', LibraryList, { query: { unit } });
export const addLibraryItem = (unit: string, form: FormData) =>
  call('POST', '/api/library', LibraryItem, { form, query: { unit } });
export const retireItem = (id: string) => call('DELETE', `/api/library/${id}`, Done);

// requests
export const readInbox = () => call('GET', '/api/inbox', Inbox);
export const submitRequest = (body: z.input<typeof RequestBody>) =>
  call('POST', '/api/requests', RequestView, { body });
export const submitRotation = (edition: string, body: z.input<typeof RotationBody>) =>
  call('POST', `/api/editions/${edition}/rotation`, RotationReply, { body });
export const readRequest = (id: string) => call('GET', `/api/requests/${id}`, RequestView);
export const beginListening = (request: string) => call('POST', `/api/requests/${request}/listenings`, ListeningReply);
export const reportHeard = (listening: string, body: z.input<typeof ListeningProgress>) =>
  call('PUT', `/api/listenings/${listening}`, Done, { body });
export const approveRequest = (id: string, body: z.input<typeof ApproveBody>) =>
  call('POST', `/api/requests/${id}/approve`, RequestView, { body });
export const confirmMeaning = (id: string, body: z.input<typeof MeaningBody>) =>
  call('POST', `/api/requests/${id}/meanings`, RequestView, { body });
export const withdrawRequest = (id: string) => call('POST', `/api/requests/${id}/withdraw`, RequestView);
export const returnRequest = (id: string, body: z.input<typeof ReturnBody>) =>
  call('POST', `/api/requests/${id}/return`, RequestView, { body });
export const sendReturnNote = (id: string, form: FormData) =>
  call('POST', `/api/requests/${id}/return-notes`, ReturnNoteReply, { form });
export const sendLinkedNote = (form: FormData) =>
  call('POST', '/api/approval-links/return-notes', ReturnNoteReply, { form });
export const fetchReturnNote = (id: string) => callForFile('GET', `/api/requests/${id}/return-note`);
export const readNewestRequest = (bulletin: string) =>
  call('GET', `/api/bulletins/${bulletin}/newest-request`, NewestRequest);
export const readReturn = (bulletin: string) => call('GET', `/api/bulletins/${bulletin}/return`, ReturnOfBulletin);

// approving where leaders are
export const listPhones = () => call('GET', '/api/me/phones', Phones);
export const askEnrolment = (body: z.input<typeof PhoneBody>) => call('POST', '/api/me/phones', PhoneAsked, { body });
export const completeEnrolment = (kid: string, body: z.input<typeof EnrolBody>) =>
  call('PUT', `/api/me/phones/${kid}`, Done, { body });
export const endPhone = (kid: string) => call('DELETE', `/api/me/phones/${kid}`, Done);
export const confirmPhone = (kid: string, body: SignedByPhone) =>
  call('POST', `/api/phones/${kid}/confirm`, Done, { body });
export const setNumber = (user: string, phone: string | null) =>
  call('PUT', `/api/users/${user}/phone`, Done, { body: { phone } });
export const permitCodes = (body: SignedByPhone) => call('POST', '/api/me/code-permits', CodePermit, { body });
export const listApprovers = (request: string) => call('GET', `/api/requests/${request}/approvers`, z.array(Approver));
export const makeApprovalLink = (request: string, approver: string) =>
  call('POST', `/api/requests/${request}/links`, ApprovalLink, { body: { approver } });
export const makeSlotLink = (request: string, approver: string) =>
  call('POST', `/api/requests/${request}/slot-links`, ApprovalLink, { body: { approver } });
export const sendCode = (request: string, approver: string) =>
  call('POST', `/api/requests/${request}/codes`, CodeSent, { body: { approver } });
export const approveByCode = (request: string, body: z.input<typeof CodeBody>) =>
  call('POST', `/api/requests/${request}/approve-by-code`, RequestView, { body });
export const openLink = (token: string) => call('POST', '/api/approval-links/open', LinkedRequest, { body: { token } });
export const openSlotLink = (token: string) =>
  call('POST', '/api/approval-links/open-slot', LinkedSlot, { body: { token } });
export const beginLinked = (body: z.input<typeof LinkAbout>) =>
  call('POST', '/api/approval-links/listenings', ListeningReply, { body });
export const reportLinked = (listening: string, body: z.input<typeof LinkListening>) =>
  call('PUT', `/api/approval-links/listenings/${listening}`, Done, { body });
export const approveLinked = (body: z.input<typeof LinkApproval>) =>
  call('POST', '/api/approval-links/approve', LinkedRequest, { body });
export const returnLinked = (body: z.input<typeof LinkReturn>) =>
  call('POST', '/api/approval-links/return', LinkedRequest, { body });

// broadcasts
export const readTimetable = (unit: string, query: { from?: string | undefined; days?: number }) =>
  call('GET', `/api/timetables/${unit}`, Timetable, { query });
export const addSlot = (unit: string, body: z.input<typeof TimetableSlotBody>) =>
  call('POST', `/api/timetables/${unit}/slots`, TimetableSlot, { body });
export const removeSlot = (unit: string, slot: string) => call('DELETE', `/api/timetables/${unit}/slots/${slot}`, Done);
export const listOrders = (bulletin: string) =>
  call('GET', `/api/bulletins/${bulletin}/orders`, z.object({ items: z.array(OrderView) }));
export const readOnAir = () => call('GET', '/api/on-air', OnAir);
export const stopOrder = (order: string) =>
  call('POST', `/api/orders/${order}/stop`, StopReply, { body: { reason: '' } });
export const stopPart = (order: string, place: number) =>
  call('POST', `/api/orders/${order}/parts/${place}/stop`, StopReply, { body: { reason: '' } });
export const stopArea = (unit: string) => call('POST', `/api/units/${unit}/stop`, StopReply, { body: { reason: '' } });
export const correctBulletin = (id: string, reason: string) =>
  call('POST', `/api/bulletins/${id}/correct`, Bulletin, { body: { reason } });
export const planCorrection = (id: string) => call('GET', `/api/bulletins/${id}/correction`, CorrectionPlan);
export const listMissed = (bulletin?: string) => call('GET', '/api/missed', MissedList, { query: { bulletin } });
export const makeUp = (bulletin: string, at: string) =>
  call('POST', `/api/bulletins/${bulletin}/make-up`, MakeUpReply, { body: { at } });
export const recallBulletin = (id: string, reason: string) =>
  call('POST', `/api/bulletins/${id}/recall`, StopReply, { body: { reason } });

/** Hints of what changed, as they happen; each is a LiveEvent. */
export const openEvents = () => new EventSource('/api/events');

// devices
export const listDevices = (revoked: boolean) =>
  call('GET', '/api/devices', DevicePage, { query: { revoked: revoked ? 'true' : undefined } });
export const makeClaimCode = (body: z.input<typeof ClaimCodeBody>) =>
  call('POST', '/api/device-claims', ClaimCodeReply, { body });
export const viewClaim = (code: string) =>
  call('GET', `/api/device-claims/pending/${encodeURIComponent(code)}`, PendingClaimView);
export const acceptClaim = (body: z.input<typeof AcceptClaimBody>) =>
  call('POST', '/api/device-claims/accept', Done, { body });
export const commandDevice = (id: string, body: z.input<typeof CommandBody>) =>
  call('POST', `/api/devices/${id}/commands`, Done, { body });
export const revokeDevice = (id: string) => call('DELETE', `/api/devices/${id}`, Done);

// audit
export const listAudit = (query: Query<Pick<AuditQuery, 'subjectKind' | 'subjectId' | 'before'>>) =>
  call('GET', '/api/audit', pageOf(AuditEntry), { query });

// reports
export const readLogBook = (unit: string, query: z.infer<typeof PeriodQuery>) =>
  call('GET', `/api/log-books/${unit}`, LogBook, { query });
export const addLogEntry = (unit: string, body: LogEntryBody) =>
  call('POST', `/api/log-books/${unit}/entries`, Done, { body });
export const listRates = (unit: string) => call('GET', `/api/royalty-rates/${unit}`, RoyaltyRates);
export const enterRate = (unit: string, body: z.input<typeof RoyaltyRateBody>) =>
  call('POST', `/api/royalty-rates/${unit}`, RoyaltyRate, { body });
