// A minimal server on node:http that answers provisions as ../../Sources/Provisioning does.
'use strict';
const http = require('node:http');

const provisions = new Map();
const repeated = ['id', 'time', 'originator', 'client', 'settlementEntity', 'receiver',
  'thirdPartyIdentifiers', 'tranType', 'rrn', 'amounts', 'product', 'posInfo'];

const digits = (count) =>
  Array.from({length: count}, () => Math.floor(Math.random() * 10)).join('');

const isComplete = (request) => typeof request.id === 'string' && typeof request.time === 'string'
  && typeof request.client?.id === 'string' && typeof request.originator?.terminalId === 'string'
  && typeof request.originator.merchant?.merchantId === 'string'
  && Array.isArray(request.thirdPartyIdentifiers);

/** The response with the voucher; undefined if the request is not valid or its id was used. */
function provision(text) {
  const request = JSON.parse(text);
  if (!isComplete(request) || provisions.has(request.id)) return undefined;
  const response = {};
  for (const name of repeated) {
    if (request[name] !== undefined) response[name] = request[name];
  }
  response.settlementEntity ??= {id: '33333333', name: 'TransactionsRUs'};
  for (const institution of [response.settlementEntity, response.receiver]) {
    if (institution === undefined) continue;
    response.thirdPartyIdentifiers.push(
      {institutionId: institution.id, transactionIdentifier: digits(16)});
  }
  response.slipData = {
    messageLines: ['For any queries please', 'contact the provider.'].map((text) => (
      {text, fontWidthScaleFactor: 1, fontHeightScaleFactor: 1, line: false, cut: false})),
    slipWidth: 0,
  };
  response.voucher = {
    code: digits(16), expiryDate: '2029-01-27T10:41:29.123Z',
    redeemInstructions: ['To redeem your voucher, enter its code at the provider.'],
    serialNumber: digits(12),
  };
  provisions.set(request.id, response);
  return response;
}

function answer(text, out) {
  let response;
  try {
    response = provision(text);
  } catch {
    response = undefined;
  }
  const body = response === undefined ? '' : JSON.stringify(response);
  out.writeHead(response === undefined ? 400 : 201, {
    'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body),
  });
  out.end(body);
}

const server = http.createServer((request, out) => {
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (part) => { text += part; });
  request.on('end', () => answer(text, out));
});
server.listen(0, '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}/suv/v1`);
});
