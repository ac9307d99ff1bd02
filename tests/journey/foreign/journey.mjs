// A customer's whole way, by a client that knows the documentation only.
// Usage: node journey.mjs FOLDER_OF_PROGRAMS FOLDER_OF_DEMO

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';

const [programs, demo] = process.argv.slice(2);
const data = mkdtempSync(join(tmpdir(), 'foyer-journey-'));
const children = [];

/// Starts a program and waits until it says at which address it listens.
function start(name, words, stream, env = {}) {
  const child = spawn(join(programs, name), words, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let said = '';
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${name} ended: ${said}`)));
    child.stdout.resume();
    child.stderr.resume();
    child[stream].on('data', (part) => {
      said += part;
      const found = said.match(/127\.0\.0\.1:(\d+)\s/);
      if (found)
        resolve(Number(found[1]));
    });
  });
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null)
    return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

let url;
/// The answer to a request; of a problem its type, so that a test may expect one.
async function ask(method, path, { body, headers = {}, expect = [200, 201] } = {}) {
  const answer = await fetch(url + path, {
    method,
    headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  assert.ok([expect].flat().includes(answer.status), `${method} ${path}: ${answer.status} ${text}`);
  const isJson = /json/.test(answer.headers.get('content-type') ?? '');
  return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
}

async function all(path) {
  const items = [];
  for (let next = path; next;) {
    const { body, headers } = await ask('GET', next);
    items.push(...body.items);
    next = headers.get('link')?.match(/<([^>]+)>; rel="next"/)?.[1];
  }
  return items;
}

/// "Casablanca" → "Csaablanca"
function withSlip(title) {
  const word = title.split(/[^A-Za-z]+/).sort((a, b) => b.length - a.length)[0];
  assert.ok(word.length >= 5, `no word of "${title}" is long enough for a slip`);
  return word[0] + word[2] + word[1] + word.slice(3);
}

/// What the server says of one showtime's seats, kept up to date.
async function watch(showtime) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/live`);
  const seats = new Map();
  const changed = [];
  socket.on('message', (text) => {
    const said = JSON.parse(text);
    assert.ok(!said.error, said.error);
    for (const [seat, state] of said.changes ?? [])
      seats.set(seat, state);
    changed.splice(0).forEach((wake) => wake());
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ subscribe: [showtime] }));
  return {
    async until(state, wanted) {
      while (!wanted.every((seat) => seats.get(seat) === state))
        await new Promise((resolve) => changed.push(resolve));
    },
    close: () => socket.close(),
  };
}

async function journey() {
  // What is on, and the movie found by a title with a slip in it.
  const upcoming = await all('/v1/showtimes?upcoming=true&limit=50');
  const tomorrow = new Date(Date.now() + 36 * 3600 * 1000);
  const titles = new Map();
  for (const id of new Set(upcoming.map((each) => each.movie)))
    titles.set(id, (await ask('GET', `/v1/movies/${id}`)).body.title);
  const candidate = upcoming.find((each) => new Date(each.start) > tomorrow && each.seats.free > 50 &&
    /[A-Za-z]{6}/.test(titles.get(each.movie)));
  const query = withSlip(titles.get(candidate.movie));
  const found = await all(`/v1/movies?q=${encodeURIComponent(query)}`);
  assert.ok(found.some((each) => each.id === candidate.movie), `"${query}" does not find "${titles.get(candidate.movie)}"`);

  // Its showtime, and how search engines and calendars see it.
  const showtimes = await all(`/v1/showtimes?movie=${candidate.movie}&upcoming=true`);
  const showtime = showtimes.find((each) => each.id === candidate.id);
  assert.deepEqual(showtime, candidate);
  const path = `/v1/showtimes/${showtime.id}`;
  const event = (await ask('GET', path, { headers: { accept: 'application/ld+json' } })).body;
  assert.equal(event['@type'], 'ScreeningEvent');
  assert.ok(event.offers.length > 0);
  assert.match((await ask('GET', `${path}/calendar`)).body, /^BEGIN:VCALENDAR\r\n/);

  // The seats, and the best two of them.
  const map = await ask('GET', `${path}/seats`);
  const plan = (await ask('GET', `/v1/seating-plans/${showtime.plan}`)).body;
  assert.equal(map.body.states.length, plan.seats.length);
  await ask('GET', `${path}/seats`, { headers: { 'if-none-match': map.headers.get('etag') }, expect: 304 });
  const [choice] = (await ask('GET', `${path}/best-seats?party=2`)).body.choices;
  const seats = choice.seats.map((each) => each.seat);
  assert.ok(choice.together && seats.every((seat) => map.body.states[seat] === 'f'));
  const live = await watch(showtime.id);

  // Held for us: asked twice with one key, they are held once; a stranger comes too late.
  const order = { body: { seats, email: 'ada@example.com', language: 'en' }, headers: { 'idempotency-key': randomUUID() } };
  const hold = (await ask('POST', `${path}/holds`, order)).body;
  assert.equal((await ask('POST', `${path}/holds`, order)).body.id, hold.id);
  const late = await ask('POST', `${path}/holds`, { body: { seats: [seats[0]] }, expect: 409 });
  assert.match(late.body.type, /seat-taken$/);
  assert.ok(late.headers.get('content-type').startsWith('application/problem+json'));
  await live.until('h', seats);

  // The price, and the payment.
  const quote = (await ask('POST', `${path}/quote`, { body: { seats: seats.map((seat) => ({ seat })) } })).body;
  let payment = (await ask('POST', '/v1/payments', {
    body: { hold: hold.id, token: hold.token, payment_method: 'pm_card_visa' },
    headers: { 'idempotency-key': randomUUID() },
  })).body;
  for (let i = 0; !payment.settled && i < 100; ++i) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    payment = (await ask('GET', `/v1/payments/${payment.id}`, { headers: { 'hold-token': hold.token } })).body;
  }
  assert.equal(payment.state, 'captured');
  assert.deepEqual(payment.captured, quote.total);
  await live.until('s', seats);

  // The tickets, by the reference and the address.
  const booking = (await ask('POST', '/v1/bookings/find', {
    body: { reference: payment.booking_reference, email: 'ada@example.com' },
  })).body;
  assert.equal(booking.state, 'valid');
  assert.deepEqual(booking.tickets.map((each) => each.seat_name).sort(), choice.seats.map((each) => each.name).sort());
  assert.ok(booking.tickets.every((each) => each.state === 'valid'));
  const file = await fetch(`${url}/v1/bookings/${booking.id}/tickets`, { headers: { 'hold-token': hold.token } });
  assert.equal(file.headers.get('content-type'), 'application/pdf');
  assert.match(await file.text(), /^%PDF-/);
  live.close();
  console.log(`"${query}" → ${booking.movie}, ${booking.start}: ${booking.tickets.map((each) => each.seat_name).join(', ')}, ` +
    `${(quote.total.amount / 100).toFixed(2)} ${quote.total.currency}, booking ${booking.reference}`);
}

try {
  for (const words of [['migrate'], ['import', 'demo', '--source', demo]])
    execFileSync(join(programs, 'foyerd'), [...words, '--data', data], { stdio: ['ignore', 'ignore', 'pipe'] });
  const keys = { key: 'sk_test_journey', secret: 'whsec_journey' };
  const provider = await start('foyer-provider-simulator', ['--key', keys.key, '--webhook-secret', keys.secret], 'stdout');
  const port = await start('foyerd', ['serve', '--port', '0', '--data', data], 'stderr', {
    FOYER_PAYMENT_KEY: keys.key, FOYER_PAYMENT_WEBHOOK_KEY: keys.secret, FOYER_PAYMENT_URL: `http://127.0.0.1:${provider}`,
  });
  url = `http://127.0.0.1:${port}`;
  await journey();
} finally {
  await Promise.all(children.map(stop));
  rmSync(data, { recursive: true, force: true });
}
