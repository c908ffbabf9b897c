// A provider written with npm smpp: takes any bind of system_id "acme" with
// password "secret", answers submit_sm with a hexadecimal id and sends the
// receipt under the same number in the form asked for. It prints "ready PORT"
// and a JSON line for each submit.
//
//   node server.js hex|decimal
'use strict';
const smpp = require('smpp');
const form = process.argv[2];
let next = 0x39f99dd5;
const sessions = new Set();

const server = smpp.createServer((session) => {
  session.on('error', () => {});
  session.on('close', () => sessions.delete(session));
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu) => { session.send(pdu.response()); session.close(); });
  for (const kind of ['bind_transceiver', 'bind_receiver', 'bind_transmitter']) {
    session.on(kind, (pdu) => {
      if (pdu.system_id !== 'acme' || pdu.password !== 'secret') {
        session.send(pdu.response({ command_status: smpp.ESME_RINVPASWD }));
        return;
      }
      session.send(pdu.response({ system_id: 'npm', sc_interface_version: 0x34 }));
      if (kind !== 'bind_transmitter') sessions.add(session);
    });
  }
  session.on('submit_sm', (pdu) => {
    const number = next++;
    const hex = number.toString(16);
    session.send(pdu.response({ message_id: hex }));
    console.log(JSON.stringify({ id: hex, from: pdu.source_addr, to: pdu.destination_addr, data_coding: pdu.data_coding, esm_class: pdu.esm_class }));
    const id = form === 'hex' ? hex : String(number).padStart(10, '0');
    const to = sessions.values().next().value;
    if (!to) return;
    to.deliver_sm({
      source_addr: pdu.destination_addr, destination_addr: pdu.source_addr, esm_class: 4,
      short_message: 'id:' + id + ' sub:001 dlvrd:001 submit date:2601010000 done date:2601010001 stat:DELIVRD err:000 text:-',
    });
  });
});
server.listen(0, '127.0.0.1', () => console.log('ready ' + server.address().port));
