// Tabs of the design system, moved through by arrow keys.
//
// SPEC: WAI-ARIA Authoring Practices, "Tabs with automatic activation".
import type { ComponentChildren, JSX } from 'preact';
import { useRef } from 'preact/hooks';

interface Props<T extends string> {
  readonly name: string;
  readonly tabs: readonly { readonly id: T; readonly label: string }[];
  readonly chosen: T;
  readonly choose: (id: T) => void;
  readonly children: ComponentChildren; // the panel of the one that is chosen
}

export function Tabs<T extends string>({ name, tabs, chosen, choose, children }: Props<T>): JSX.Element {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent): void => {
    const at = tabs.findIndex(({ id }) => id === chosen);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + tabs.length, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = to % tabs.length;
    const tab = tabs[next];
    if (tab !== undefined) choose(tab.id);
    list.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div class="tab-container">
      <div class="tab-list" role="tablist" ref={list} onKeyDown={move}>
        {tabs.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            class="tab-button"
            role="tab"
            id={`${name}-tab-${id}`}
            aria-selected={id === chosen}
            aria-controls={`${name}-panel`}
            tabIndex={id === chosen ? 0 : -1}
            onClick={() => choose(id)}
          >
            {label}
          </button>
        ))}
      </div>
      <div class="tab-content" role="tabpanel" id={`${name}-panel`} aria-labelledby={`${name}-tab-${chosen}`} key={chosen}>{children}</div>
    </div>
  );
}
