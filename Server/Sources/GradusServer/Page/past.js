// What was asked, in this browser alone.
const key = 'gradus-past';

/// The questions, the latest first.
export function remembered() {
  try { return JSON.parse(localStorage.getItem(key)) ?? []; } catch { return []; }
}

export function remember(question) {
  const same = (other) => ['f', 'q', 'v', 'l', 'o', 'a'].every((name) => (other[name] ?? '') === (question[name] ?? ''));
  localStorage.setItem(key, JSON.stringify([question, ...remembered().filter((other) => !same(other))].slice(0, 50)));
}

export function forget() { localStorage.removeItem(key); }
