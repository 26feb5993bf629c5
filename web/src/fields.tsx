// Fields of forms that several pages have: a day, and a choice of one.
import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

interface DayFieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly change: (day: string) => void;
  readonly mistake: (day: string) => string | null; // in words; told once the day is whole, or the field was left
  readonly focus?: boolean; // as soon as it is there
}

// What is wrong with a field that was left is told a moment later, so that nothing moves under a click that left it.
const pauseMilliseconds = 300;

// A day. An empty field is no mistake; one that is left half typed is.
export function DayField({ id, label, hint, value, change, mistake, focus = false }: DayFieldProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (focus) input.current?.focus();
  }, []);
  const [left, setLeft] = useState(false);
  const [half, setHalf] = useState(false); // the browser keeps what is no date to itself
  const whole = value >= '1000';
  const said = whole || (left && (half || value !== '')) ? mistake(value) : null;
  const described = [hint === undefined ? null : `${id}-hint`, said === null ? null : `${id}-error`].filter((each) => each !== null).join(' ');
  return (
    <div class={said === null ? 'form-group' : 'form-group form-error'}>
      <label class="form-label" for={id}>{label}</label>
      {hint !== undefined && <span class="form-hint" id={`${id}-hint`}>{hint}</span>}
      {said !== null && <span class="form-error-message" id={`${id}-error`} role="alert">{said}</span>}
      <input
        class="form-input input-width-s"
        type="date"
        id={id}
        value={value}
        max="9999-12-31"
        ref={input}
        aria-describedby={described === '' ? undefined : described}
        aria-invalid={said !== null}
        onInput={(event) => {
          setHalf(false);
          change(event.currentTarget.value);
        }}
        onBlur={(event) => {
          const { badInput } = event.currentTarget.validity;
          setTimeout(() => {
            setLeft(true);
            setHalf(badInput);
          }, pauseMilliseconds);
        }}
      />
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly id: string;
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T | null;
  readonly change: (value: T) => void;
}

export function Choice<T extends string>({ id, label, options, value, change }: ChoiceProps<T>): JSX.Element {
  return (
    <div class="form-group">
      <fieldset id={id}>
        <legend class="form-label">{label}</legend>
        {options.map((option) => (
          <div key={option.value} class="form-group-radio">
            <input
              type="radio"
              class="form-radio"
              id={`${id}-${option.value}`}
              name={id}
              checked={option.value === value}
              onChange={() => change(option.value)}
            />
            <label for={`${id}-${option.value}`}>{option.label}</label>
          </div>
        ))}
      </fieldset>
    </div>
  );
}
