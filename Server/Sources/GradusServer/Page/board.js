import { words } from './words.js';
import { field, later, make, say } from './make.js';
import { Problem, post } from './api.js';
import { formula, fragment, styledPicture } from './safe.js';
import { address, write } from './place.js';
import { remember, remembered, forget } from './past.js';
import { workingOf } from './working.js';

const questions = ['derive', 'solve', 'minimise', 'convexity', 'compute', 'check', 'equal', 'plot'];
const examples = [
  { f: "x'*A*x + b'*x + c", q: 'derive', v: 'x' },
  { f: '\\frac{1}{2}\\lVert X w - y\\rVert^2', q: 'derive', v: 'w' },
  { f: 'P*x = a', q: 'solve', l: 'P = [3 6; 2 4]\na = [1; 2/3]' },
  { f: 'norm2(X*w-y)^2 + c*norm2(w)^2', q: 'minimise', v: 'w', l: 'c: scalar positive' },
  { f: 'sum(log(1 + exp(-y .* (X*w))))', q: 'convexity', v: 'w' },
  { f: 'x^2 + x*y + 3*y^2', q: 'plot' },
];

/// The blackboard: one box, what is read in it, a question and its answer.
export function board(main, values) {
  const state = { f: '', q: 'derive', v: '', l: '', o: '', a: '', ...values };
  const text = make('textarea', { rows: 2, spellcheck: 'false', autocapitalize: 'off', class: 'formula', value: state.f, autofocus: true });
  const declared = make('textarea', { rows: 2, spellcheck: 'false', value: state.l });
  const variable = make('input', { type: 'text', spellcheck: 'false', autocapitalize: 'off', value: state.v });
  const order = make('input', { type: 'number', min: 1, max: 8, value: state.o || 1 });
  const other = make('textarea', { rows: 1, spellcheck: 'false', value: state.a });
  const typeset = make('div', { class: 'typeset', role: 'group', 'aria-label': words.typeset });
  const symbols = make('div', { class: 'symbols', role: 'group', 'aria-label': words.symbols });
  const answer = make('section', { class: 'result', 'aria-label': words.answer });
  const past = make('details', { class: 'past' });
  const asked = make('div', { role: 'radiogroup', 'aria-label': words.question, class: 'questions' });
  const fields = {
    variable: field('', variable), order: field(words.order, order), other: field('', other),
  };

  function now() {
    Object.assign(state, { f: text.value, l: declared.value, v: variable.value, a: other.value, o: order.value === '1' ? '' : order.value });
    return state;
  }
  function declarations() { return declared.value.split('\n').map((line) => line.trim()).filter(Boolean); }
  function body(extra = {}) { return { ...extra, ...(declarations().length ? { let: declarations() } : {}) }; }

  // What is read, as it is typed.
  let reading;
  const look = later(120, async () => {
    reading?.abort();
    reading = new AbortController();
    write('board', now());
    if (!text.value.trim()) { typeset.replaceChildren(); symbols.replaceChildren(); return; }
    try {
      const found = await post('/read', body({ formula: text.value }), reading.signal);
      typeset.classList.remove('stale');
      typeset.replaceChildren(...found.mathml.map((inside) => formula(inside, true)));
      symbols.replaceChildren(...found.symbols.map(chip));
      offer(found);
    } catch (error) {
      if (error.name === 'AbortError') return;
      if (!(error instanceof Problem)) throw error;
      typeset.classList.add('stale');
      symbols.replaceChildren(make('pre', { class: 'problem' }, error.message));
    }
  });

  function chip(symbol) {
    return make('button', { type: 'button', class: 'chip', onclick: () => declare(symbol.declaration) },
      formula(symbol.mathml), symbol.declaration.slice(symbol.declaration.indexOf(':')));
  }
  function declare(declaration) {
    const lines = declarations().filter((line) => line.split(/[:=]/)[0].trim() !== declaration.split(':')[0]);
    declared.value = [...lines, declaration].join('\n');
    declared.focus();
    declared.setSelectionRange(declared.value.length - declaration.length, declared.value.length);
    look();
  }
  /// The variable that people mean, where none is named.
  function offer(found) {
    if (found.equation && state.q === 'derive') choose('solve');
    const names = found.symbols.map((symbol) => symbol.name);
    const usual = ['x', 'w', 'theta', 'θ', 'beta', 'W', 'X'].find((name) => names.includes(name)) ?? names[0];
    variable.placeholder = found.derivative_in[0] ?? found.objective_over[0] ?? usual ?? '';
  }

  // The question.
  function choose(question) {
    state.q = question;
    for (const button of asked.children) {
      const isChosen = button.dataset.question === question;
      button.setAttribute('aria-checked', isChosen);
      button.tabIndex = isChosen ? 0 : -1;
    }
    fields.variable.hidden = !words.variable[question];
    fields.variable.querySelector('label').textContent = words.variable[question] ?? '';
    fields.order.hidden = question !== 'derive';
    fields.other.hidden = question !== 'check' && question !== 'equal';
    fields.other.querySelector('label').textContent = question === 'equal' ? words.second : words.yours;
  }
  asked.append(...questions.map((question) => make('button', {
    type: 'button', role: 'radio', 'data-question': question, onclick: () => { choose(question); ask(); },
  }, words[question])));
  asked.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = questions[(questions.indexOf(state.q) + step + questions.length) % questions.length];
    choose(next);
    asked.querySelector(`[data-question=${next}]`).focus();
  });

  /// The path and the body of a question.
  function request(format) {
    const name = variable.value.trim() || (state.q === 'derive' && !/d\/d|∇|nabla|partial/.test(text.value) ? variable.placeholder : '');
    const shown = format ? { format } : {};
    switch (state.q) {
      case 'derive': return ['/derive', body({ formula: text.value, ...(name && { wrt: name }), ...(order.value > 1 && { order: Number(order.value) }), ...(format === 'html' && { steps: 'normal' }), ...shown })];
      case 'solve': return ['/solve', body({ equation: text.value, ...(name && { for: name }), ...(format === 'html' && { steps: 'normal' }), ...shown })];
      case 'minimise': return ['/minimise', body({ formula: text.value, ...(name && { over: name }), ...(format === 'html' && { steps: 'normal' }), ...shown })];
      case 'convexity': return ['/convexity', body({ formula: text.value, ...(name && { in: name }), ...shown })];
      case 'compute': return ['/compute', body({ formula: text.value, ...shown })];
      case 'check': return ['/check', body({ formula: text.value, ...(other.value.trim() && { wrt: name || variable.placeholder, answer: other.value }) })];
      case 'equal': return ['/equal', body({ left: text.value, right: other.value })];
      default: return ['/sheet', { sheet: `\`\`\`gradus\n${declarations().join('\n')}\na) plot ${text.value.replaceAll('\n', ' ')}\n\`\`\`\n`, format: 'json' }];
    }
  }

  let asking;
  async function ask() {
    if (!text.value.trim()) return text.focus();
    write('board', now(), true);
    asking?.abort();
    asking = new AbortController();
    answer.setAttribute('aria-busy', 'true');
    say(words.thinking);
    try {
      const isVerdict = ['check', 'equal', 'plot'].includes(state.q);
      const [path, content] = request(isVerdict ? undefined : 'html');
      const found = await post(path, content, asking.signal);
      answer.replaceChildren(...shown(found, isVerdict));
      remember({ ...now() });
      listPast();
      say(words.answered);
    } catch (error) {
      if (error.name === 'AbortError') return;
      if (!(error instanceof Problem)) throw error;
      answer.replaceChildren(make('pre', { class: 'problem', role: 'alert' }, error.message));
      say(words.failed);
    } finally {
      answer.removeAttribute('aria-busy');
    }
  }

  function shown(found, isVerdict) {
    if (state.q === 'plot') return drawn(found);
    if (isVerdict) return [verdict(found)];
    const part = fragment(found.text).firstElementChild;
    const notes = found.notes.filter((note) => note.startsWith('read:')).map((note) => make('p', { class: 'note' }, note));
    return [...notes, ...workingOf(part), copies()];
  }
  function drawn(found) {
    const exercise = found.items.find((item) => item.picture || item.error);
    if (!exercise?.picture) throw new Problem(exercise?.error?.message ?? words.failed);
    const figure = make('div', { role: 'img', 'aria-label': exercise.picture.description });
    styledPicture(figure, exercise.picture.svg);
    return [figure, make('p', { class: 'note' }, exercise.picture.description)];
  }
  function verdict(found) {
    const isRight = found.right ?? (found.verdict === 'equal' ? true : found.verdict === 'not equal' ? false : undefined);
    const word = isRight ? words.right : isRight === false && found.verdict !== 'undecided' ? words.wrong : words.undecided;
    return make('div', { class: `verdict ${isRight ? 'good' : 'bad'}` },
      make('strong', {}, state.q === 'equal' ? found.verdict : word), make('pre', {}, found.reason),
      found.slip ? make('p', {}, `${words.slip}: ${found.slip}`) : null,
      found.derivative ? make('p', {}, `${words.derivative}: `, make('code', {}, found.derivative)) : null);
  }

  // Copies in other notations.
  function copies() {
    const out = make('textarea', { class: 'copy', rows: 3, hidden: true, readonly: true, 'aria-label': words.copy });
    const row = make('div', { class: 'row', role: 'group', 'aria-label': words.copy }, make('span', {}, words.copy));
    const kinds = { LaTeX: 'latex', Swift: 'swift', NumPy: 'python', Markdown: 'latex' };
    for (const [name, format] of Object.entries(kinds)) {
      row.append(make('button', { type: 'button', onclick: async () => {
        const [path, content] = request(format);
        const found = await post(path, content);
        const copy = name === 'Markdown' ? `$$\n${found.text}\n$$` : found.text;
        try {
          await navigator.clipboard.writeText(copy);
          say(words.copied);
          out.hidden = true;
        } catch {
          say(words.notCopied);
          out.hidden = false;
        }
        out.value = copy;
      } }, name));
    }
    return make('div', { class: 'copies' }, row, out);
  }

  function listPast() {
    const items = remembered().map((one) => make('li', {},
      make('a', { href: address('board', one) }, `${words[one.q]} ${one.f}`)));
    past.replaceChildren(make('summary', {}, words.history),
      items.length ? make('ol', {}, ...items) : make('p', {}, words.empty),
      ...(items.length ? [make('button', { type: 'button', onclick: () => { forget(); listPast(); } }, words.forget)] : []));
  }

  text.addEventListener('input', look);
  declared.addEventListener('input', look);
  for (const input of [text, variable, order, other]) {
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      ask();
    });
  }
  const tried = make('div', { class: 'row examples' }, ...examples.map((one) => make('a', { href: address('board', one), class: 'chip' }, one.f)));
  main.append(
    make('h1', { class: 'visually-hidden' }, words.board),
    make('div', { class: 'board' },
      make('div', { class: 'ask' },
        field(words.formula, text, words.formulaHint), typeset, symbols,
        field(words.declarations, declared, words.declarationsHint),
        asked,
        make('div', { class: 'row fields' }, fields.variable, fields.order, fields.other,
          make('button', { type: 'button', class: 'go', onclick: ask }, words.ask)),
        state.f ? null : tried),
      make('div', { class: 'told' }, answer, past)));
  choose(state.q);
  listPast();
  if (state.f) { look(); if (values.q) ask(); }
}
