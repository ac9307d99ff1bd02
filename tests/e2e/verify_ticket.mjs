// An independent reader of Foyer's ticket: Node's own Ed25519 and a base 45 of its own, written from
// RFC 9285 and the layout in shared/domain/ticket.h. Usage: verify_ticket.mjs PUBLIC_KEY_HEX QR_TEXT
import { createPublicKey, verify } from 'node:crypto';

const [keyHex, text] = process.argv.slice(2);
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

function base45(coded) {
  const out = [];
  for (let i = 0; i < coded.length; i += 3) {
    const digits = [...coded.slice(i, i + 3)].map((c) => alphabet.indexOf(c));
    const value = digits.reduceRight((sum, digit) => sum * 45 + digit, 0);
    if (digits.length === 3) out.push(value >> 8);
    out.push(value & 255);
  }
  return Buffer.from(out);
}

function fail(why) {
  console.error(why);
  process.exit(1);
}

if (!text?.startsWith('FOYER:')) fail('not a ticket');
const bytes = base45(text.slice(6));
const body = bytes.subarray(0, -64);
const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(keyHex, 'hex')]);
const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
if (!verify(null, body, key, bytes.subarray(-64))) fail('forged');

let at = 2;
const take = (n) => body.subarray(at, (at += n));
const uuid = () => take(16).toString('hex');
const ticket = {
  showtime: uuid(), seat: take(2).readUInt16BE(), ticket: uuid(), booking: uuid(), terminal: uuid(),
  allotment: uuid(), epoch: Number(take(8).readBigInt64BE()), seq: Number(take(8).readBigInt64BE()),
  incarnation: take(4).readInt32BE(), price: Number(take(8).readBigInt64BE()), currency: take(3).toString(),
  tender: ['cash', 'card', 'voucher'][take(1)[0]],
};
console.log(JSON.stringify(ticket));
