// An ESME written with npm smpp: binds, submits a GSM text, a Unicode text and
// a text of three parts, waits for the receipt of each id it was given, and
// prints one JSON object.
//
//   node client.js PORT SYSTEM_ID PASSWORD trx|pair DESTINATION
'use strict';
const smpp = require('smpp');
const [port, system_id, password, mode, destination] = process.argv.slice(2);

const ids = [];
const receipts = {};
const texts = [];
let submitted = 0;
const total = 5;

const fail = (why) => { console.error(why); process.exit(1); };
const deadline = setTimeout(() => fail('timeout: ' + JSON.stringify({ ids, receipts })), 30000);

function connect(bind) {
  return new Promise((resolve) => {
    const session = smpp.connect({ url: 'smpp://127.0.0.1:' + port }, () => {
      session[bind]({ system_id, password, interface_version: 0x34 }, (pdu) => {
        if (pdu.command_status !== 0) fail(bind + ' refused: ' + pdu.command_status);
        resolve(session);
      });
    });
    session.on('error', (e) => fail(String(e)));
    session.on('enquire_link', (pdu) => session.send(pdu.response()));
    session.on('deliver_sm', (pdu) => {
      session.send(pdu.response());
      const text = typeof pdu.short_message === 'string' ? pdu.short_message : pdu.short_message.message;
      if ((pdu.esm_class & 0x3c) === 0x04) {
        const id = /id:(\S+)/.exec(String(text))[1];
        if (pdu.receipted_message_id !== undefined && pdu.receipted_message_id !== id) fail('TLV and text differ: ' + pdu.receipted_message_id + ' ' + id);
        receipts[id] = /stat:(\S+)/.exec(String(text))[1];
      } else {
        texts.push(String(text));
      }
      done();
    });
  });
}

function done() {
  if (submitted < total || ids.some((id) => !(id in receipts))) return;
  clearTimeout(deadline);
  console.log(JSON.stringify({ ids, receipts, texts }));
  let open = sessions.length;
  for (const s of sessions) s.unbind(() => { s.close(); if (--open === 0) process.exit(0); });
}

let sessions = [];

function submit(tx, options) {
  tx.submit_sm(Object.assign({ source_addr: 'Peer', source_addr_ton: 5, destination_addr: destination, dest_addr_ton: 1, dest_addr_npi: 1, registered_delivery: 1 }, options), (pdu) => {
    if (pdu.command_status !== 0) fail('submit refused: ' + pdu.command_status);
    ids.push(pdu.message_id);
    submitted++;
    done();
  });
}

(async () => {
  if (mode === 'pair') {
    const rx = await connect('bind_receiver');
    const tx = await connect('bind_transmitter');
    sessions = [rx, tx];
  } else {
    sessions = [await connect('bind_transceiver')];
  }
  const tx = sessions[sessions.length - 1];
  submit(tx, { data_coding: 0, short_message: 'Hello from npm smpp: @ and a brace {}' });
  submit(tx, { data_coding: 8, short_message: 'Привет, 世界' });
  for (let n = 1; n <= 3; n++) {
    submit(tx, { data_coding: 0, esm_class: 0x40, short_message: { udh: Buffer.from([5, 0, 3, 77, 3, n]), message: ('part ' + n + ' ').repeat(21).slice(0, 140) } });
  }
})();
