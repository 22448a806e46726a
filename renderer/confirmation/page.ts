import { type ConfirmationBridge, type ConfirmationView, isPhrase } from '../../shared/confirmation.ts';
import { visibleText } from '../../shared/visible-text.ts';

declare global {
  interface Window {
    readonly confirmation: ConfirmationBridge;
  }
}

/** Whatever was pressed before now may have been meant for the main window. */
let mayConfirm = false;

const part = {
  form: element('form', HTMLFormElement),
  pledged: element('pledged', HTMLInputElement),
  typed: element('typed', HTMLInputElement),
  cancel: element('cancel', HTMLButtonElement),
  confirm: element('confirm', HTMLButtonElement),
};

void ask();

async function ask(): Promise<void> {
  const view = await window.confirmation.view();
  show(view);
  const isComplete = () =>
    (view.pledge === null || part.pledged.checked) &&
    (view.phrase === null || isPhrase(part.typed.value, view.phrase.text));
  const update = () => {
    part.confirm.disabled = !mayConfirm || !isComplete();
  };
  part.form.addEventListener('input', update);
  part.form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (mayConfirm && isComplete()) answer(true);
  });
  part.cancel.addEventListener('click', () => answer(false));
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') answer(false);
  });
  (view.phrase ? part.typed : part.cancel).focus();
  await window.confirmation.show(part.form.getBoundingClientRect().height);
  mayConfirm = true;
  part.typed.readOnly = false;
  update();
}

function answer(confirmed: boolean): void {
  window.confirmation.answer({ confirmed, pledged: part.pledged.checked, typed: part.typed.value });
}

/** Everything that is shown enters as text, and what it holds that would be obeyed is made visible. */
function show(view: ConfirmationView): void {
  document.title = visibleText(view.title);
  put('title', view.title);
  const facts = view.facts.flatMap(({ label, value }) => [made('dt', label), made('dd', value)]);
  element('facts', HTMLElement).replaceChildren(...facts);
  element('paragraphs', HTMLElement).replaceChildren(...view.paragraphs.map((words) => made('p', words)));
  const names = element('names', HTMLElement);
  names.replaceChildren(...view.names.map((name) => made('li', name)));
  names.hidden = view.names.length === 0;
  // A long list scrolls, by the keyboard too.
  names.tabIndex = 0;
  if (view.warning !== null) put('warning', view.warning);
  if (view.pledge !== null) put('pledge', view.pledge, 'span');
  if (view.phrase !== null) {
    put('phrase', view.phrase.label, 'label');
    put('expected', view.phrase.text);
  }
  part.confirm.textContent = visibleText(view.action);
  part.confirm.classList.toggle('destructive', view.destructive);
}

function made(tag: 'dt' | 'dd' | 'li' | 'p', text: string): HTMLElement {
  const created = document.createElement(tag);
  created.textContent = visibleText(text);
  return created;
}

/** Fills an element, or a part of it, and shows it. */
function put(id: string, text: string, inner?: string): void {
  const found = element(id, HTMLElement);
  const target = inner === undefined ? found : found.querySelector(inner);
  if (target) target.textContent = visibleText(text);
  found.hidden = false;
}

function element<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`);
  return found;
}
