import type { AddressInfo } from 'node:net';
import smpp from 'smpp';

/** A small SMS gateway as a process of its own: takes texts, says so on standard output, reports them delivered. Numbers ending in 000 are refused. */
let taken = 0;

const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const REFUSED = 0x0b;

const server = smpp.createServer((session) => {
  session.on('bind_transceiver', (pdu) => {
    const isKnown = pdu.system_id === 'nguon' && pdu.password === 'bi-mat';
    session.send(pdu.response({ command_status: isKnown ? smpp.ESME_ROK : smpp.ESME_RBINDFAIL }));
  });
  session.on('submit_sm', (pdu) => {
    const { destination_addr: to, data_coding: coding, short_message: body } = pdu;
    if (to?.endsWith('000')) return session.send(pdu.response({ command_status: REFUSED }));
    taken += 1;
    const id = `gw-${taken}`;
    session.send(pdu.response({ message_id: id }));
    say({ to, coding, message: body?.message, part: body?.udh !== undefined });
    const receipt = `id:${id} sub:001 dlvrd:001 submit date:2611230955 done date:2611230955 stat:DELIVRD err:000 text:`;
    session.deliver_sm({ source_addr: to, esm_class: 4, short_message: receipt });
  });
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('error', () => undefined);
});
server.listen(0, '127.0.0.1', () => say({ port: (server.address() as AddressInfo).port }));
