// Answers as the citizen says them: whether the field holds one of the form that the question asks for, and what is sent.
import { dayMonthFrom, yearFrom } from './typed.ts';
import type { AskedQuestion } from './view.ts';

type Form = AskedQuestion['form'];
export type AnswerMistake = 'empty' | 'year' | 'day_month' | 'letters';

// What is wrong with it as an answer at all; whether it is right is nobody's to know here. null: nothing.
export function answerMistake(form: Form, typed: string): AnswerMistake | null {
  const text = typed.trim();
  if (text === '') return 'empty';
  if (form === 'year' || form === 'years') return yearFrom(text) === null ? 'year' : null;
  if (form === 'day-month') return dayMonthFrom(text) === null ? 'day_month' : null;
  return /[\p{L}\d]/u.test(text) ? null : 'letters';
}

export function answerText(form: Form, typed: string): string {
  return form === 'day-month' ? (dayMonthFrom(typed) ?? typed.trim()) : typed.trim();
}

const yearsInRange = 3;

// A range of years is named by its first one.
export function optionText({ form }: Pick<AskedQuestion, 'form'>, option: string): string {
  const first = form === 'years' ? yearFrom(option) : null;
  return first === null ? option : `${first}–${first + yearsInRange - 1}`;
}
