// Versions of the rules as the desk gives them: how each stands, and who may do what to it next.
import type { Me } from '../staff/session.ts';

export interface Deed {
  readonly by: string | null; // nobody: the installation
  readonly name: string | null;
  readonly at: string;
}

export interface Activation {
  readonly sha256: string;
  readonly state: 'installed' | 'proposed' | 'active' | 'withdrawn' | 'superseded';
  readonly proposed: Deed | null;
  readonly activated: Deed | null;
  readonly withdrawn: Deed | null;
}

export interface Version {
  readonly id: string; // ID@VERSION
  readonly policy: string;
  readonly version: string;
  readonly effective: string | null;
  readonly sha256: string;
  readonly standing: 'counts' | 'held' | 'altered';
  readonly in_force: boolean;
  readonly activations: readonly Activation[]; // the newest first
}

// Of this very text.
export function proposalOf({ sha256, activations }: Version): Activation | null {
  return activations.find((each) => each.sha256 === sha256 && each.state === 'proposed') ?? null;
}
export function standingOf({ sha256, activations }: Version): Activation | null {
  return activations.find((each) => each.sha256 === sha256 && (each.state === 'active' || each.state === 'installed')) ?? null;
}

// What a person reads of it first. "unknown": it counts, on days that nobody knows.
export type Stand = 'held' | 'proposed' | 'altered' | 'in-force' | 'to-come' | 'earlier' | 'unknown';

export function standOf(version: Version, today: string): Stand {
  if (version.standing !== 'counts') return proposalOf(version) !== null ? 'proposed' : version.standing;
  if (version.in_force) return 'in-force';
  if (version.effective === null) return 'unknown';
  return version.effective > today ? 'to-come' : 'earlier';
}

// Those about which something can be done come first, the others by themselves.
export function sorted(versions: readonly Version[], today: string): { readonly open: readonly Version[]; readonly rest: readonly Version[] } {
  const isOpen = (version: Version): boolean => ['held', 'proposed', 'altered', 'to-come'].includes(standOf(version, today));
  return { open: versions.filter(isOpen), rest: versions.filter((version) => !isOpen(version)) };
}

export type Deeds = 'proposal' | 'activation' | 'withdrawal';

// What whoever is signed in may do to it. The server asks the same again.
export function deedsOf(version: Version, me: Me | null, today: string): readonly Deeds[] {
  if (me === null || !me.roles.some(({ centre, role }) => centre === '*' && role === 'administrator')) return [];
  const proposal = proposalOf(version);
  if (proposal !== null) return proposal.proposed?.by === me.id ? ['withdrawal'] : ['activation', 'withdrawal'];
  if (version.standing !== 'counts') return ['proposal'];
  return standingOf(version)?.state === 'active' && version.effective !== null && version.effective > today ? ['withdrawal'] : [];
}

export interface Flips {
  readonly cases: number;
  readonly accepted: number;
  readonly no_longer_accepted: number;
  readonly otherwise_changed: number;
  readonly not_readable: number;
}
export interface FlippedCase { readonly case_id: string; readonly before: string; readonly after: string }
export interface CasesPiece extends Flips { readonly all: number; readonly flipped: readonly FlippedCase[]; readonly next: string | null }
export interface VisitsPiece extends Flips { readonly next: string | null }

export const noFlips: Flips = { cases: 0, accepted: 0, no_longer_accepted: 0, otherwise_changed: 0, not_readable: 0 };

export function added(one: Flips, other: Flips): Flips {
  return {
    cases: one.cases + other.cases,
    accepted: one.accepted + other.accepted,
    no_longer_accepted: one.no_longer_accepted + other.no_longer_accepted,
    otherwise_changed: one.otherwise_changed + other.otherwise_changed,
    not_readable: one.not_readable + other.not_readable,
  };
}
