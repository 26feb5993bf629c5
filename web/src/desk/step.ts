// What each step of the case is given.
import type { Desk } from '../day/desk.tsx';
import type { Policy } from '../policy.ts';
import type { Working } from './use_case.ts';
import type { View } from './view.ts';

export interface StepProps {
  readonly desk: Desk;
  readonly policy: Policy;
  readonly view: View;
  readonly working: Working;
  readonly today: string;
  readonly place: string; // of the policy
  readonly refuse: () => void; // goes to the reasons of a refusal
}
