// The official client of Stripe drives the provider simulator as it would drive Stripe, and proves
// the signatures of its events: what our own adapter and the simulator may both have wrong shows
// here. Usage: node stripe_client.mjs PATH_OF_foyer-provider-simulator

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import Stripe from 'stripe';

const key = 'sk_test_foreign';
const secret = 'whsec_foreign';

function start(program) {
  const child = spawn(program, ['--key', key, '--webhook-secret', secret], { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.stdout.once('data', (line) => resolve({ child, port: Number(String(line).trim().split(':').pop()) }));
  });
}

/// A merchant's server: keeps each event with the signature it came with.
function listen() {
  const heard = [];
  const server = createServer((request, response) => {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      heard.push({ body: Buffer.concat(parts), signature: request.headers['stripe-signature'] });
      response.writeHead(200).end();
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve({ server, heard })));
}

const { child, port } = await start(process.argv[2]);
const { server, heard } = await listen();
const control = (what, form = {}) =>
  fetch(`http://127.0.0.1:${port}/control/${what}`, { method: 'POST', body: new URLSearchParams(form) })
    .then((answer) => answer.text());
const stripe = new Stripe(key, { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0 });
const asked = {
  amount: 2400, currency: 'eur', capture_method: 'manual', confirm: true, payment_method: 'pm_card_visa',
  metadata: { foyer_payment: '018f3c2e-7a10-7000-8000-000000000001' },
};

try {
  await control('webhooks', { url: `http://127.0.0.1:${server.address().port}/` });

  const held = await stripe.paymentIntents.create(asked, { idempotencyKey: 'one' });
  assert.equal(held.status, 'requires_capture');
  assert.equal(held.amount_capturable, 2400);
  const again = await stripe.paymentIntents.create(asked, { idempotencyKey: 'one' });
  assert.equal(again.id, held.id, 'the same key makes one intent');
  const found = await stripe.paymentIntents.search({ query: `metadata['foyer_payment']:'${asked.metadata.foyer_payment}'` });
  assert.deepEqual(found.data.map((each) => each.id), [held.id]);

  const taken = await stripe.paymentIntents.capture(held.id);
  assert.equal(taken.status, 'succeeded');
  assert.equal(taken.amount_received, 2400);
  const asks = { payment_intent: held.id, amount: 900, metadata: { foyer_tickets_1: 'ticket@terminal' } };
  const back = await stripe.refunds.create(asks, { idempotencyKey: 'two' });
  assert.equal(back.status, 'succeeded');
  assert.deepEqual(back.metadata, asks.metadata);
  const listed = await stripe.paymentIntents.list({ limit: 15, expand: ['data.latest_charge.refunds'] });
  const refunds = listed.data.find((each) => each.id === held.id).latest_charge.refunds;
  assert.deepEqual(refunds.data.map((each) => each.metadata), [asks.metadata]);
  const all = await stripe.refunds.list({ payment_intent: held.id });
  assert.deepEqual(all.data.map((each) => each.id), [back.id]);
  await assert.rejects(stripe.refunds.create({ ...asks, amount: 901 }, { idempotencyKey: 'two' }), Stripe.errors.StripeIdempotencyError);
  const shown = await stripe.paymentIntents.retrieve(held.id, { expand: ['latest_charge'] });
  assert.equal(shown.latest_charge.amount_refunded, 900);
  await assert.rejects(stripe.refunds.create({ payment_intent: held.id, amount: 1501 }), Stripe.errors.StripeInvalidRequestError);

  await assert.rejects(stripe.paymentIntents.create({ ...asked, payment_method: 'pm_card_chargeDeclined' }), (error) => {
    assert.ok(error instanceof Stripe.errors.StripeCardError);
    assert.equal(error.code, 'card_declined');
    return true;
  });
  const proving = await stripe.paymentIntents.create({ ...asked, payment_method: 'pm_card_authenticationRequired' });
  assert.equal(proving.status, 'requires_action');
  assert.equal(proving.next_action.type, 'redirect_to_url');
  const gone = await stripe.paymentIntents.cancel(proving.id);
  assert.equal(gone.status, 'canceled');
  await assert.rejects(stripe.paymentIntents.retrieve('pi_none'), (error) => error.statusCode === 404);
  const stranger = new Stripe('sk_other', { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0 });
  await assert.rejects(stranger.paymentIntents.retrieve(held.id), Stripe.errors.StripeAuthenticationError);

  const taken2 = Number(await control('deliver', { order: 'reverse', times: '2' }));
  assert.equal(heard.length, taken2);
  const types = new Set();
  for (const { body, signature } of heard) {
    types.add(stripe.webhooks.constructEvent(body, signature, secret).type);
    assert.throws(() => stripe.webhooks.constructEvent(body, signature, 'whsec_other'), Stripe.errors.StripeSignatureVerificationError);
    assert.throws(() => stripe.webhooks.constructEvent(`${body} `, signature, secret), Stripe.errors.StripeSignatureVerificationError);
  }
  for (const type of ['payment_intent.succeeded', 'charge.refunded', 'payment_intent.canceled', 'payment_intent.payment_failed'])
    assert.ok(types.has(type), type);
  console.log(`stripe ${Stripe.PACKAGE_VERSION}: ${heard.length} signed events, all proved`);
} finally {
  child.kill('SIGTERM');
  server.close();
}
