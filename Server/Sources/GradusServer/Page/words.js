// All that the page says, in one place.
export const words = {
  skip: 'To the content',
  board: 'Blackboard', sheet: 'Sheet', playground: 'Playground', predict: 'Predict', runs: 'Runs',

  formula: 'Formula', formulaHint: 'ASCII, Unicode or LaTeX. Enter asks, Shift and Enter begins a line.',
  second: 'The other formula', yours: 'Your derivative, or empty to mark the lines of the formula',
  declarations: 'Declarations and values, one a line', declarationsHint: 'As in A: [n, n] symmetric, or P = [3 6; 2 4].',
  typeset: 'As it is read', symbols: 'Symbols; choose one to declare it otherwise',
  ask: 'Ask', question: 'Question',
  derive: 'Derive', solve: 'Solve', minimise: 'Minimise', convexity: 'Convexity', compute: 'Compute', check: 'Check',
  equal: 'Equal', plot: 'Plot',
  variable: { derive: 'In', solve: 'For', minimise: 'Over', convexity: 'In', check: 'In' },
  order: 'Order', answer: 'Answer', working: 'Working', stepwise: 'Step by step',
  hint: 'Hint', next: 'Next step', all: 'All steps',
  copy: 'Copy as', copied: 'Copied.', notCopied: 'The browser does not let the page copy; the text is below.',
  history: 'History', forget: 'Forget all', empty: 'Nothing asked yet.',
  thinking: 'Working …', answered: 'Answered.', failed: 'Not answered.',
  right: 'Right', wrong: 'Not right', undecided: 'Not decided', slip: 'Likely slip', derivative: 'The derivative',

  source: 'Sheet in Markdown or LaTeX', page: 'Worked page', student: "Student's view", yourAnswer: 'Your answer',
  save: 'Save as', print: 'Print', mark: 'Mark', ready: 'Worked.',
  marks: {
    right: 'Right', 'right in another form': 'Right, in another form', wrong: 'Wrong', 'partly right': 'Partly right',
    unreadable: 'Not readable', missing: 'No answer', 'not marked': 'Not marked',
  },

  data: { circle: 'Circle', xor: 'Exclusive or', moons: 'Moons', spiral: 'Spiral', blobs: 'Three blobs', own: 'Points of your own' },
  dataset: 'Data', count: 'Points', noise: 'Noise', seed: 'Seed', ownClass: 'A click adds a point of', class: 'class', csv: 'Or a table: x, y, class',
  hidden: 'Layers before the last', hiddenHint: 'As in dense 4, tanh, dropout 0.1, dense 4, relu.', optimizer: 'Optimiser', rate: 'Learning rate', batch: 'Batch (empty: all)',
  settings: 'Settings', plane: 'The plane, coloured by what the network decides; a click chooses a point', lossCurve: 'The loss by steps', network: 'The network',
  play: 'Play', pause: 'Pause', oneStep: 'One step', oneEpoch: 'One epoch', back: 'Back to the start', stop: 'Stop at step',
  step: 'Step', epoch: 'Epoch', loss: 'Loss', accuracy: 'Right', forward: 'Forward instead of backward', point: 'At the point',
  choose: 'Choose a weight: the chain rule behind its gradient comes with its numbers.',

  model: 'Model', noModels: 'No models are served: gradus serve --models FOLDER.',
  draw: 'Draw here', clear: 'Clear', picture: 'Or choose, drop or paste a picture', invert: 'Exchange black and white',
  center: 'Centre what is drawn',
  probabilities: 'Probabilities', spoke: 'What spoke for it', gradient: 'Gradient', integrated: 'Integrated gradients',
  seen: 'What the model sees', tell: 'Tell', row: 'A row', example: 'An example',

  curves: 'The loss by epochs, of the examples trained on and, dashed, of those held back', choose2: 'Show its curve', deleteRun: 'Delete', sure: 'Take this run out of the record? Its model stays.',
  begin: 'Begin a training', trainingName: 'Name of the model', layers: 'Layers', epochs: 'Epochs', held: 'Share held back', resume: 'Go on', running: 'at work', stopped: 'stopped', until: 'Epochs in all',
  noRuns: 'No runs are shown: gradus serve --runs FILE.', run: 'Run', filter: 'Only rows with', differences: 'Only what differs',

  token: 'The token of this service', enter: 'Enter',
  offline: 'The service does not answer. Is gradus serve still running?',
};

/// Fills in the words of elements that name them.
export function fill(root = document) {
  for (const element of root.querySelectorAll('[data-word]')) element.textContent = words[element.dataset.word];
}
