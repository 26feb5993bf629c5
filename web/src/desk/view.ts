// A case as the desk's API gives it, and what the pages make of it: which step is next, and what each step has still to do.
//
// PRIVACY: a view names the applicant. It lives in this page's memory, and nowhere else in the browser.
import type { Facts } from '../case.ts';
import type { Refusal, Verdict } from '../api.ts';

export const purposes = [
  'first-mitid', 'activation-code', 'lost-authenticator', 'forgotten-user-id', 'forgotten-password', 'reactivate', 'block', 'p-code',
  'raise-level', 'name-changed', 'other',
] as const;
export type Purpose = (typeof purposes)[number];

export const facialFeatures = ['face-shape', 'forehead', 'eyebrows', 'eyes', 'ears', 'nose', 'mouth', 'chin', 'marks'] as const;
export type FacialFeature = (typeof facialFeatures)[number];
export const comparisons = ['agrees', 'differs', 'not-seen'] as const;
export type Comparison = (typeof comparisons)[number];
export type FaceResult = 'same' | 'doubt' | 'different';

export const relations = [
  'partner', 'parent', 'child', 'sibling', 'other-family', 'friend', 'neighbour', 'colleague', 'teacher', 'professional', 'other',
] as const;

export type Missing = 'applicant' | 'documents' | 'looks' | 'face' | 'proof' | 'second-look';
export type ReadBy = 'zone' | 'stripe' | 'hand';
export type CaseDocument = Facts & { readonly kind: string; readonly read_by?: ReadBy };

export interface Applicant {
  readonly name: string;
  readonly given: string;
  readonly family: string;
  readonly born: string | null;
  readonly sex: string | null;
  readonly protected: boolean;
  readonly obstacle: 'register' | 'forbidden' | null;
}

export interface Look {
  readonly document: number;
  readonly features: readonly { readonly id: string; readonly seen: boolean | null }[];
}

export interface Face {
  readonly document: number;
  readonly features: Readonly<Partial<Record<FacialFeature, Comparison>>>;
  readonly result: FaceResult;
}

export interface AskedQuestion {
  readonly id: string;
  readonly ordinal: number;
  readonly form: 'text' | 'year' | 'years' | 'day-month' | 'municipality' | 'country';
  readonly options: readonly string[];
}

export interface Questions {
  readonly state: 'none' | 'open' | 'passed' | 'not-passed' | 'witness-needed' | 'locked';
  readonly until: string | null;
  readonly questions: readonly AskedQuestion[];
  readonly answered: readonly number[];
}

export interface WitnessPart {
  readonly state: 'none' | 'begun' | 'proven' | 'refused' | 'vouched';
  readonly approval_id?: string | null;
  readonly address: string | null;
  readonly reference_text: string | null;
  readonly expires_at: string | number | null;
  readonly refusal: string | null;
  readonly statement_id: string | null;
}

export interface SecondLook {
  readonly needed: readonly string[];
  readonly state: 'none' | 'asked' | 'agreed' | 'disagreed';
  readonly officer: string | null;
  readonly note: string | null; // of who asked
  readonly answer: string | null; // of who was drawn
}

export interface Decision {
  readonly outcome: 'accepted' | 'refused';
  readonly reasons: readonly string[];
  readonly at: string;
  readonly officer: string;
  readonly second_officer: string | null;
  readonly handover: { readonly state: 'none' | 'waiting' | 'delivered' | 'failed'; readonly answer: string | null };
}

export interface Happened {
  readonly at: string;
  readonly officer: string | null;
  readonly what: string;
}

export interface View {
  readonly case_id: string;
  readonly revision: number;
  readonly state: 'opened' | 'identified' | 'documents' | 'proof' | 'second-look' | 'ready' | 'decided' | 'handed-over' | 'ended';
  readonly paused: boolean;
  readonly training: boolean;
  readonly purpose: Purpose;
  readonly language: string;
  readonly centre: string;
  readonly officer: string;
  readonly opened_at: string;
  readonly booking_id: string | null;
  readonly ticket_id: string | null;
  readonly applicant: Applicant | null;
  readonly documents: readonly CaseDocument[];
  readonly verdict: Verdict | null;
  readonly looks: readonly Look[];
  readonly face: Face | null;
  readonly questions: Questions;
  readonly witness: WitnessPart;
  readonly second_look: SecondLook;
  readonly missing: readonly Missing[];
  readonly decision: Decision | null;
  readonly history: readonly Happened[];
}

export interface CaseLine {
  readonly case_id: string;
  readonly revision: number;
  readonly state: View['state'];
  readonly paused: boolean;
  readonly purpose: Purpose;
  readonly centre: string;
  readonly officer: string;
  readonly opened_at: string;
  readonly initials: string | null;
}

// What a refused witness is told: the code, and the rules' own reasons where they were judged.
export interface WitnessRefusal {
  readonly code: string;
  readonly reasons: readonly Refusal[];
}

export type Step = 'applicant' | 'documents' | 'looking' | 'proof' | 'second' | 'decision';
export type StepState = 'done' | 'now' | 'later';

const stepFor: Readonly<Record<Missing, Step>> = {
  applicant: 'applicant', documents: 'documents', looks: 'looking', face: 'looking', proof: 'proof', 'second-look': 'second',
};

// A step of nobody's making is left out: most cases need no second officer.
export function stepsOf({ second_look: second }: Pick<View, 'second_look'>): readonly Step[] {
  const isSecond = second.needed.length > 0 || second.state !== 'none';
  return ['applicant', 'documents', 'looking', 'proof', ...(isSecond ? ['second' as const] : []), 'decision'];
}

export const isOver = ({ decision, state }: Pick<View, 'decision' | 'state'>): boolean => decision !== null || state === 'ended';

type Standing = Pick<View, 'missing' | 'decision' | 'state' | 'applicant'>;

// The step of the first thing that is missing. What nobody can bring, because the register stands against it, leads to the decision.
export function currentStep(view: Standing): Step {
  const [first] = view.missing;
  if (isOver(view) || first === undefined || view.applicant?.obstacle != null) return 'decision';
  return stepFor[first] ?? 'decision';
}

const inOrder: readonly Step[] = ['applicant', 'documents', 'looking', 'proof', 'second', 'decision'];

// Before documents are enough, nobody knows what is to be looked at: only proof can be done ahead.
export function stepState(view: Standing, step: Step): StepState {
  const isUnseen = step === 'looking' && view.missing.includes('documents');
  const isMissing = isUnseen || view.missing.some((each) => stepFor[each] === step);
  if (isOver(view)) return isMissing ? 'later' : 'done';
  const now = currentStep(view);
  if (now === step) return 'now';
  const isAhead = inOrder.indexOf(step) > inOrder.indexOf(now);
  return isMissing || (isAhead && step !== 'proof') ? 'later' : 'done';
}

// The documents that are looked at: those that the verdict uses; all of them before it uses any.
export function lookedAt({ verdict, documents }: Pick<View, 'verdict' | 'documents'>): readonly number[] {
  if (verdict !== null && verdict.used.length > 0) return verdict.used;
  return documents.map((_, index) => index);
}

export const isLookDone = (look: Look | undefined): boolean => look !== undefined && look.features.every(({ seen }) => seen !== null);

// The document whose features are looked for next; undefined where all are.
export function nextLook(view: Pick<View, 'verdict' | 'documents' | 'looks'>): number | undefined {
  return lookedAt(view).find((index) => !isLookDone(view.looks.find(({ document }) => document === index)));
}

// Kinds that always carry a picture (W4), the best known first: which picture a face is compared with.
const withPicture = ['passport', 'driving-licence', 'national-id-card', 'residence-permit', 'foreign-ministry-id-card', 'municipal-id-card'];

export function pictureOf(view: Pick<View, 'verdict' | 'documents'>): number | undefined {
  const used = lookedAt(view);
  const known = withPicture.flatMap((kind) => used.filter((index) => view.documents[index]?.kind === kind && view.documents[index].photo !== false));
  return known[0] ?? used.find((index) => view.documents[index]?.photo === true);
}

// Reasons for a refusal that the case itself shows; the officer may add and take away.
export function proposedReasons(view: Pick<View, 'verdict' | 'documents' | 'missing' | 'face' | 'looks' | 'questions' | 'witness' | 'second_look' | 'applicant'>): readonly string[] {
  const found: string[] = [];
  if (view.applicant?.obstacle != null) found.push(view.applicant.obstacle);
  if (view.missing.includes('documents')) {
    const refused = view.verdict?.documents.flatMap(({ refused: reasons }) => reasons.map(({ code }) => code)) ?? [];
    found.push(...refused, 'documents-missing');
  }
  if (view.face?.result === 'different') found.push('face-differs');
  if (view.looks.some(({ features }) => features.some(({ seen }) => seen === false))) found.push('features-missing');
  if (view.missing.includes('proof')) {
    if (view.questions.state === 'not-passed') found.push('questions-not-passed');
    if (view.witness.state !== 'vouched' && view.questions.state !== 'none' && view.questions.state !== 'open') found.push('no-witness');
  }
  if (view.second_look.state === 'disagreed') found.push('second-look-disagreed');
  return [...new Set(found)];
}

// Reasons of the case as such, whatever the documents.
export const caseReasons = [
  'documents-missing', 'face-differs', 'features-missing', 'questions-not-passed', 'no-witness', 'second-look-disagreed', 'register', 'forbidden', 'cannot-use', 'withdrew',
] as const;

// What happened since a view was seen: told when somebody else changed the case meanwhile.
export function happenedSince(before: View | null, now: View): readonly Happened[] {
  return now.history.slice(before?.history.length ?? 0);
}

const purposeOfService: Readonly<Record<string, Purpose>> = {
  'mitid-first': 'first-mitid', 'mitid-foreigner': 'first-mitid', reactivation: 'reactivate', 'lost-authenticator': 'lost-authenticator',
  'new-authenticator': 'lost-authenticator', 'activation-code': 'activation-code', 'forgotten-user-id': 'forgotten-user-id', 'raise-level': 'raise-level',
  'name-changed': 'name-changed',
};

// What somebody who waits for a service most likely comes for.
export function purposeFor(service: string | null): Purpose {
  return (service === null ? undefined : purposeOfService[service]) ?? 'first-mitid';
}

// Which case is shown, of the page's address. null: the list.
export function caseIn(fragment: string): string | null {
  return /^#(c?[0-9a-f]{8,64})$/.exec(fragment)?.[1] ?? null;
}

// Who an officer is to somebody who looks at the screen: oneself, or the name that the desk gives. An id is nobody's name.
export type Seen = 'you' | 'another' | { readonly name: string };
export function officerSeen(officer: string, own: string | null): Seen {
  if (officer === own) return 'you';
  return /^[0-9a-f]{16,}$/.test(officer) ? 'another' : { name: officer };
}
