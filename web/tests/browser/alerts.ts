// Alerts for tests, in the form of `skranke witness patterns --json`. Their persons are nobody.
import type { Alert, Statement } from '../../src/patterns/alerts.ts';

function statement(day: string, witness: string, applicant: string, more: Partial<Statement> = {}): Statement {
  return { day, witness, applicant, officer: 'officer-7', centre: 'centre-3', face_bound: false, professional: false, ...more };
}

function alert(rule: string, statements: readonly Statement[], more: Partial<Alert> = {}): Alert {
  const days = statements.map(({ day }) => day).sort();
  const distinct = (ids: readonly string[]): string[] => [...new Set(ids)].sort();
  return {
    rule,
    first_day: days[0] ?? '',
    last_day: days.at(-1) ?? '',
    ...more,
    persons: distinct(statements.flatMap(({ witness, applicant }) => [witness, applicant])),
    officers: distinct(statements.map(({ officer }) => officer)),
    centres: distinct(statements.map(({ centre }) => centre)),
    statements,
  };
}

export const chain = alert('chain', [
  statement('2026-01-11', 'p1', 'p2', { face_bound: true }),
  statement('2026-02-15', 'p2', 'p3'),
  statement('2026-03-22', 'p3', 'p4'),
  statement('2026-04-21', 'p4', 'p5'),
], { depth: 4, cut: true });

export const alerts: readonly Alert[] = [
  chain,
  alert('reciprocal', [statement('2026-02-01', 'p7', 'p8'), statement('2026-03-03', 'p8', 'p7')]),
  alert('cycle', [statement('2026-05-01', 'p9', 'p10'), statement('2026-05-02', 'p10', 'p11'), statement('2026-05-03', 'p11', 'p9')]),
  alert('same-officer', ['01', '05', '09', '13'].map((day) => statement(`2026-06-${day}`, 'p20', `p${Number(day) + 20}`, { officer: 'officer-9' }))),
  alert('professional-load', Array.from({ length: 25 }, (_, index) => statement('2026-07-01', 'p60', `p${index + 61}`, { professional: true }))),
  alert('a-rule-of-tomorrow', [statement('2026-07-01', 'p90', 'p91')]),
];

export function lines(of: readonly Alert[]): string {
  return of.map((each) => `${JSON.stringify(each)}\n`).join('');
}
