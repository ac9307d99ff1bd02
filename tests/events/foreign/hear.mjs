// The library of Standard Webhooks verifies what a real foyerd sends; amqplib consumes the same from
// a real RabbitMQ. Usage: node hear.mjs PATH_OF_foyerd FOLDER_OF_DEMO

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBroker } from './broker.mjs';
import amqplib from 'amqplib';
import { Webhook } from 'standardwebhooks';

const [foyerd, demo] = process.argv.slice(2);
const data = mkdtempSync(join(tmpdir(), 'foyer-foreign-'));
const brokerData = mkdtempSync(join(tmpdir(), 'foyer-broker-'));
const password = 'correct horse';

const run = (words, input = '') => execFileSync(foyerd, [...words, '--data', data], { input });

/// A receiver that keeps what came, headers and all.
const heard = [];
const receiver = createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    heard.push({ body: Buffer.concat(parts).toString(), headers: request.headers });
    response.writeHead(204).end();
    receiver.emit('heard');
  });
});
receiver.listen(0, '127.0.0.1');
await once(receiver, 'listening');
async function hear(number) {
  while (heard.length < number)
    await once(receiver, 'heard');
  return heard[number - 1];
}

async function startServer() {
  const flags = ['serve', '--data', data, '--port', '0', '--webhook-private-nets', '127.0.0.1',
    '--amqp-host', '127.0.0.1', '--amqp-port', broker.port, '--amqp-security', 'none'];
  const child = spawn(foyerd, flags, { env: { ...process.env, FOYER_AMQP_PASSWORD: 'guest' }, stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(`foyerd ended: ${log}`)));
    child.stderr.on('data', (part) => {
      log += part;
      const found = log.match(/http:\/\/127\.0\.0\.1:(\d+)/);
      if (found)
        resolve({ child, url: `http://127.0.0.1:${found[1]}` });
    });
  });
}

async function consume() {
  const connection = await amqplib.connect(`amqp://guest:guest@127.0.0.1:${broker.port}`);
  const channel = await connection.createChannel();
  await channel.assertExchange('foyer.events', 'topic', { durable: true });
  const { queue } = await channel.assertQueue('', { exclusive: true });
  await channel.bindQueue(queue, 'foyer.events', 'webhook.*');
  const first = new Promise((resolve) => { channel.consume(queue, resolve, { noAck: true }); });
  return { connection, first };
}

run(['migrate']);
run(['import', 'demo', '--source', demo]);
run(['account', 'add', '--email', 'boss@example.com', '--name', 'Boss', '--role', 'manager'], `${password}\n`);
const broker = await startBroker(brokerData);
const consumer = await consume();
const { child, url } = await startServer();
try {
  const ask = async (method, path, body, token) => {
    const answer = await fetch(url + path, {
      method,
      headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: body ? JSON.stringify(body) : undefined,
    });
    assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
    return answer.json();
  };
  const { access_token: token } = await ask('POST', '/v1/sessions', { email: 'boss@example.com', password });
  const hook = await ask('POST', '/v1/webhooks', { url: `http://127.0.0.1:${receiver.address().port}/hook` }, token);
  await ask('POST', `/v1/webhooks/${hook.id}/ping`, undefined, token);
  const first = await hear(1);
  const event = new Webhook(hook.secret).verify(first.body, first.headers);
  assert.equal(event.type, 'webhook.ping');
  assert.equal(event.specversion, '1.0');
  assert.throws(() => new Webhook(hook.secret).verify(`${first.body} `, first.headers));
  console.log('standardwebhooks verified', event.id);

  const renewed = await ask('POST', `/v1/webhooks/${hook.id}/rotate`, undefined, token);
  await ask('POST', `/v1/webhooks/${hook.id}/ping`, undefined, token);
  const second = await hear(2);
  for (const secret of [hook.secret, renewed.secret])
    new Webhook(secret).verify(second.body, second.headers);
  console.log('both secrets verify while one is changed');

  const message = await consumer.first;
  assert.equal(message.fields.routingKey, 'webhook.ping');
  assert.equal(message.properties.messageId, event.id);
  assert.deepEqual(JSON.parse(message.content.toString()), event);
  console.log('amqplib consumed', message.properties.messageId);
} finally {
  child.kill('SIGTERM');
  await once(child, 'exit');
  receiver.close();
  await consumer.connection.close();
  await broker.stop();
  rmSync(data, { recursive: true });
  rmSync(brokerData, { recursive: true });
}
