// An ESME written with npm smpp that queries, replaces and cancels what it
// submitted, and submits to many at once. Prints one JSON object with the
// command_status of each answer.
//
//   node manage.js PORT SYSTEM_ID PASSWORD WAITING_NUMBER DELIVERED_NUMBER
'use strict';
const smpp = require('smpp');
const [port, system_id, password, waiting, delivered] = process.argv.slice(2);
const fail = (why) => { console.error(why); process.exit(1); };
const deadline = setTimeout(() => fail('timeout'), 30000);
const from = { source_addr: 'Peer', source_addr_ton: 5 };
const receipts = [];
let wanted = 3; // the cancelled one, and two of submit_multi
let out;

const session = smpp.connect({ url: 'smpp://127.0.0.1:' + port });
session.on('error', (e) => fail(String(e)));
session.on('enquire_link', (pdu) => session.send(pdu.response()));
session.on('deliver_sm', (pdu) => {
  session.send(pdu.response());
  const text = String(pdu.short_message.message || pdu.short_message);
  receipts.push({ id: /id:(\S+)/.exec(text)[1], stat: /stat:(\S+)/.exec(text)[1], from: pdu.source_addr });
  finish();
});

function finish() {
  if (!out || receipts.length < wanted) return;
  clearTimeout(deadline);
  console.log(JSON.stringify(Object.assign(out, { receipts })));
  session.unbind(() => { session.close(); process.exit(0); });
}

const ask = (command, fields) => new Promise((resolve) => session[command](fields, resolve));

session.on('connect', async () => {
  const bound = await ask('bind_transceiver', { system_id, password, interface_version: 0x34 });
  if (bound.command_status !== 0) fail('bind: ' + bound.command_status);
  const one = await ask('submit_sm', Object.assign({ destination_addr: waiting, dest_addr_ton: 1, dest_addr_npi: 1, registered_delivery: 1, short_message: 'first' }, from));
  const message_id = one.message_id;
  const query = await ask('query_sm', Object.assign({ message_id }, from));
  const replace = await ask('replace_sm', Object.assign({ message_id, registered_delivery: 1, short_message: 'second' }, from));
  const stranger = await ask('query_sm', { message_id, source_addr: 'Other', source_addr_ton: 5 });
  const cancel = await ask('cancel_sm', Object.assign({ message_id, destination_addr: waiting, dest_addr_ton: 1, dest_addr_npi: 1 }, from));
  const again = await ask('cancel_sm', Object.assign({ message_id, destination_addr: waiting, dest_addr_ton: 1, dest_addr_npi: 1 }, from));
  const gone = await ask('query_sm', Object.assign({ message_id }, from));
  const multi = await ask('submit_multi', Object.assign({
    dest_address: [{ dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: delivered }, { dl_name: 'friends' }, { dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: delivered.slice(0, -2) + '20' }],
    registered_delivery: 1, short_message: 'to many',
  }, from));
  out = {
    message_id, query: query.command_status, state: query.message_state, replace: replace.command_status, stranger: stranger.command_status,
    cancel: cancel.command_status, again: again.command_status, gone: gone.message_state, final_date: String(gone.final_date ? 'set' : ''),
    multi: multi.command_status, multi_id: multi.message_id, failed: (multi.unsuccess_sme || []).map((u) => u.error_status_code),
  };
  finish();
});
