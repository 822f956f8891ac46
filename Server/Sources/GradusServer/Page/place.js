// What is asked stands in the address, so that a page can be sent, kept and gone back to.

/// `{room: 'board', values: {f: 'x^2'}}` of `#/board?f=x%5E2`
export function read() {
  const [, room = 'board', query = ''] = /^#\/([a-z]*)\??(.*)$/.exec(location.hash) ?? [];
  return { room: room || 'board', values: Object.fromEntries(new URLSearchParams(query)) };
}

/// The address of a room with values; empty ones are left out.
export function address(room, values) {
  const kept = Object.entries(values).filter(([, value]) => value !== '' && value !== undefined && value !== null);
  const query = new URLSearchParams(kept).toString();
  return `#/${room}${query ? '?' + query : ''}`;
}

/// Puts the values into the address; the way back leads to what was asked before where `keeps` says so.
export function write(room, values, keeps = false) {
  const next = address(room, values);
  if (next === location.hash) return;
  history[keeps ? 'pushState' : 'replaceState'](null, '', next);
}
