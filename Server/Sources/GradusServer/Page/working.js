import { words } from './words.js';
import { make, say } from './make.js';

/// The working of an answer, all at once or line by line: a hint first, then the step.
export function workingOf(report) {
  const list = report.querySelector('.working');
  if (!list) return [report];
  const steps = [...list.children];
  const result = report.querySelector('.answer');
  const check = report.querySelector('.check');
  const choice = make('input', { type: 'checkbox', id: 'stepwise' });
  choice.checked = localStorage.getItem('gradus-stepwise') === 'yes';
  let shown = 0;
  let isHinted = false;

  const hint = make('button', { type: 'button', onclick: () => { isHinted = true; update(); } }, words.hint);
  const next = make('button', { type: 'button', onclick: () => { shown += 1; isHinted = false; update(); } }, words.next);
  const all = make('button', { type: 'button', onclick: () => { shown = steps.length + 1; update(); } }, words.all);
  const buttons = make('span', { class: 'row' }, hint, next, all);

  /// The words of a step are its hint, its mathematics the step itself.
  function update() {
    const isStepwise = choice.checked;
    const isDone = !isStepwise || shown > steps.length;
    steps.forEach((step, place) => {
      const isShown = isDone || place < shown;
      const isHint = !isShown && place === shown && isHinted;
      step.hidden = !isShown && !isHint;
      for (const display of step.querySelectorAll('.display')) display.hidden = isHint;
      if (isHint) say(step.textContent);
    });
    for (const part of [result, check]) if (part) part.hidden = !isDone;
    buttons.hidden = isDone;
    hint.disabled = isHinted || shown >= steps.length;
    next.textContent = shown < steps.length ? words.next : words.answer;
  }
  choice.addEventListener('change', () => {
    localStorage.setItem('gradus-stepwise', choice.checked ? 'yes' : 'no');
    shown = 0;
    isHinted = false;
    update();
  });
  update();
  return [make('div', { class: 'row' }, choice, make('label', { for: 'stepwise' }, words.stepwise), buttons), report];
}
