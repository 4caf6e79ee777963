// The page as a little till: right, and in dual messaging.

import { authorization, complain, go, ofSandbox, sandboxLink, toast } from './kit.js';
import { changed, loadSandbox, store } from './store.js';

export const CLIENT = '22222222';
const AMOUNT = { amount: 10000, currency: '710' };
const RETRIES_MAX = 3;
const PATIENCE_MS = 3000;
const PAUSE_MS = 250;
const pause = (ms) => new Promise((resume) => setTimeout(resume, ms));

/** A UUID of version 4; `crypto.randomUUID` is missing on http to another machine. */
function uuid() {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	bytes[6] = (bytes[6] & 15) | 64;
	bytes[8] = (bytes[8] & 63) | 128;
	const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
	return [[0, 8], [8, 12], [12, 16], [16, 20], [20, 32]].map(([a, b]) => hex.slice(a, b)).join('-');
}

async function post(base, path, body) {
	// By way of the control API, which has this page's origin: tills may have addresses of their own.
	try {
		const answer = await fetch(base + path, {
			method: 'POST', signal: AbortSignal.timeout(PATIENCE_MS), body: JSON.stringify(body),
			headers: {
				'Content-Type': 'application/json', ...authorization(),
				'X-Till-Authorization': 'Basic ' + btoa(`${CLIENT}:console`),
			},
		});
		return { status: answer.status, body: await answer.json() };
	} catch {
		return { status: 0, body: null };
	}
}

const UNKNOWN = ['UPSTREAM_UNAVAILABLE', 'VOUCHER_STATUS_UNKNOWN'];
const isUnknown = (answer) =>
	answer.status === 0 || answer.status >= 500 || UNKNOWN.includes(answer.body?.errorType);
const isVoucher = (answer) => answer.status >= 200 && answer.status < 300;

/** A provision of R100, as a till sends it. */
export function provision(id, time, shop, identifiers) {
	const institution = { id: CLIENT, name: shop };
	return {
		id, time, originator: {
			institution, terminalId: 'console1', merchant: {
				merchantType: '5411', merchantId: 'merchant0000001',
				merchantName: { name: shop, city: 'Cape Town', region: 'WC', country: 'ZA' },
			},
		},
		client: institution, receiver: { id: '33333333333', name: 'OTT' }, thirdPartyIdentifiers: identifiers,
		amounts: { requestAmount: AMOUNT }, product: { productId: 'OTT100' },
	};
}

/** A confirmation or a reversal of it. */
export const advice = (kind, id, requestId, time, identifiers) => ({
	id, requestId, time, thirdPartyIdentifiers: identifiers,
	...(kind === 'confirm' ? { tenders: [{ tenderType: 'CASH', amount: AMOUNT }] } : { reversalReason: 'TIMEOUT' }),
});

/** Sells a voucher of R100 in a sandbox, as the flows say, and opens its ladder at once. */
export async function sampleSale(name) {
	const base = `_mock/${ofSandbox(name, '/till')}`, id = uuid();
	const identifiers = [{
		institutionId: CLIENT, transactionIdentifier: String(Math.floor(Math.random() * 1e12)).padStart(12, '0'),
	}];
	const sale = provision(id, new Date().toISOString(), 'Console', identifiers);
	toast('Selling …');
	const first = post(base, '/vouchers', sale);
	// Not only when the answer is there: it may be one that never comes.
	const shown = Promise.race([first, pause(PAUSE_MS)]).then(() => show(name, id));
	try { await finish(base, await first, sale); } catch (error) { complain(error); }
	await shown;
	changed([name]);
}

async function show(name, id) {
	if (!store.sandboxes.has(name)) await loadSandbox(name).catch(() => {});
	go(sandboxLink(name, 't', id));
}

async function finish(base, first, sale) {
	let answer = first, retries = 0;
	while (isUnknown(answer) && retries < RETRIES_MAX) {
		retries++;
		await pause(PAUSE_MS);
		answer = await post(base, `/vouchers/${sale.id}/retry`, sale);
	}
	const kind = isVoucher(answer) ? 'confirm' : retries > 0 ? 'reverse' : null;
	if (!kind) return;
	const identifiers = answer.body?.thirdPartyIdentifiers ?? sale.thirdPartyIdentifiers;
	const body = advice(kind, uuid(), sale.id, new Date().toISOString(), identifiers);
	await repeat(() => post(base, `/vouchers/${kind === 'confirm' ? 'confirmations' : 'reversals'}`, body));
}

/** An advice is repeated unchanged until it gets an answer that is no 5xx. */
async function repeat(send) {
	for (let attempt = 0; attempt < 5; attempt++) {
		const answer = await send();
		if (answer.status > 0 && answer.status < 500) return;
		await pause(PAUSE_MS * 2);
	}
}
