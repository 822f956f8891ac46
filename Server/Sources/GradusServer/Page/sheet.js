import { words } from './words.js';
import { field, later, make, say } from './make.js';
import { Problem, post } from './api.js';
import { fragment, parted } from './safe.js';

const first = `# 1 A first sheet

Let $f(x, y) = x^2 + x y + 3 y^2$.

a) Find the gradient of $f$ at $(1, 2)$.

b) Minimise $f$ over $x$ and $y$.

c) Take 6 steps of gradient descent on $f$ from $(-2, 1.2)$ with step length $0.2$.

d) Is $f$ convex?
`;
const files = {
  HTML: ['html', 'sheet.html', 'text/html'], LaTeX: ['latex', 'sheet.tex', 'text/plain'],
  Notebook: ['notebook', 'sheet.ipynb', 'application/json'], Markdown: ['markdown', 'sheet.md', 'text/markdown'],
};

/// The sheet: its source at the left, the worked page at the right, or a student's view that marks.
export function sheet(main) {
  const source = make('textarea', { class: 'source', spellcheck: 'false', value: localStorage.getItem('gradus-sheet') ?? first });
  const host = make('div', { class: 'paper', role: 'region', 'aria-label': words.page, tabindex: 0 });
  const shadow = host.attachShadow({ mode: 'open' });
  const problem = make('p', { class: 'problem', role: 'alert', hidden: true });
  const isStudent = make('input', { type: 'checkbox', id: 'student' });
  const answers = new Map();

  let working;
  const work = later(25, async () => {
    localStorage.setItem('gradus-sheet', source.value);
    working?.abort();
    if (!source.value.trim()) { shadow.replaceChildren(); return; }
    working = new AbortController();
    try {
      const found = await post('/sheet', { sheet: source.value, format: 'html', hide_solutions: isStudent.checked }, working.signal);
      show(found.text);
      problem.hidden = true;
      say(words.ready);
    } catch (error) {
      if (error.name === 'AbortError') return;
      if (!(error instanceof Problem)) throw error;
      problem.textContent = error.message;
      problem.hidden = false;
    }
  });

  /// The page in a tree of its own, with the style that it came with.
  function show(text) {
    const style = new CSSStyleSheet();
    style.replaceSync(parted(text)[1].replaceAll(':root', ':host').replaceAll('body {', 'main {').replace('max-width: 46rem', 'max-width: 46rem; box-sizing: border-box')
      + '\n.box { display: flex; gap: .5rem; align-items: center; flex-wrap: wrap; font-size: .9rem; } .box input { font: inherit; flex: 1; min-width: 10rem; padding: .3rem; }'
      + '\n.good { color: #1a7f37; } .bad { color: var(--bad); } .box output { flex-basis: 100%; white-space: pre-wrap; }');
    shadow.adoptedStyleSheets = [style];
    const place = host.scrollTop;
    const paper = make('main');
    paper.append(fragment(text));
    if (isStudent.checked) for (const exercise of paper.querySelectorAll('.exercise')) addBox(exercise);
    shadow.replaceChildren(paper);
    host.scrollTop = place;
  }

  /// A box for an answer, which marks itself.
  function addBox(exercise) {
    const label = exercise.querySelector('.label')?.textContent.trim().replace(/\)$/, '');
    if (!label) return;
    const output = make('output', {});
    const input = make('input', { type: 'text', spellcheck: 'false', 'aria-label': `${words.yourAnswer} ${label}`, value: answers.get(label) ?? '' });
    const mark = async () => {
      answers.set(label, input.value);
      if (!input.value.trim()) { output.textContent = ''; return; }
      try {
        const found = await post('/mark', { sheet: source.value, answers: `${label}) ${input.value}\n` });
        const own = found.marks.find((one) => one.label === label) ?? { verdict: 'not marked' };
        output.className = own.right ? 'good' : 'bad';
        output.textContent = [words.marks[own.verdict], own.reason].filter(Boolean).join(': ');
        say(`${label} ${output.textContent}`);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        output.textContent = error.message;
      }
    };
    input.addEventListener('change', mark);
    exercise.append(make('div', { class: 'box' }, input, make('button', { type: 'button', onclick: mark }, words.mark), output));
  }

  async function save(name) {
    const [format, file, type] = files[name];
    const found = await post('/sheet', { sheet: source.value, format, hide_solutions: isStudent.checked });
    const link = make('a', { href: URL.createObjectURL(new Blob([found.text], { type })), download: file });
    link.click();
    URL.revokeObjectURL(link.href);
  }

  source.addEventListener('input', work);
  isStudent.addEventListener('change', work);
  main.append(
    make('h1', { class: 'visually-hidden' }, words.sheet),
    make('div', { class: 'row bar' },
      isStudent, make('label', { for: 'student' }, words.student),
      make('span', { class: 'spring' }), make('span', {}, words.save),
      ...Object.keys(files).map((name) => make('button', { type: 'button', onclick: () => save(name) }, name)),
      make('button', { type: 'button', onclick: () => print() }, words.print)),
    problem,
    make('div', { class: 'sheet' }, field(words.source, source), host));
  work();
}
