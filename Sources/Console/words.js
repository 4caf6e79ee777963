// The words of the page, and how it writes times, money and ids.

import { setting } from './settings.js';

export const VERDICTS = {
	pass: 'pass', fail: 'fail', warn: 'warn', inconclusive: 'still open',
	'not-applicable': 'does not apply', none: 'no verdict', pending: 'being judged',
};

/** For each operation its letter in the list, and its name where that is not the word itself. */
const OPERATIONS = {
	provision: 'P', retry: 'R', confirm: 'C', reverse: '↩', lookup: 'L', products: '≡', redeem: 'D', refund: 'F', token: 'T',
	'confirm-redeem': ['C', 'confirm redemption'], 'reverse-redeem': ['↩', 'reverse redemption'],
	'confirm-refund': 'C', 'reverse-refund': '↩', 'lookup-redemption': ['L', 'look up redemption'],
	'deliver-confirm': ['c', 'deliver confirmation'], 'deliver-reverse': ['r', 'deliver reversal'],
	unknown: ['?', 'no such operation'],
};
export const letter = (operation) => OPERATIONS[operation]?.[0] ?? '?';
export const operationName = (operation) => (Array.isArray(OPERATIONS[operation])
	? OPERATIONS[operation][1] : operation?.replace('-', ' ') ?? 'unread');
export const isDelivery = (record) => record.operation?.startsWith('deliver-') ?? false;

export const BELIEFS = {
	none: 'nothing', waiting: 'is waiting', unknown: 'does not know', voucher: 'voucher', approved: 'approved',
	confirmed: 'confirmed', reversed: 'reversed', declined: 'declined',
};
/** What a party calls its belief, where it has a word of its own. */
export const OWN_WORDS = [
	{ none: 'asked nothing', voucher: 'has voucher' },
	{ none: 'never heard', voucher: 'provisioned', unknown: 'unknown' },
	{ none: 'nothing', voucher: 'issued' },
];

/** The verdict that an opinion looks like. */
export const OPINION_SIGNS = { risk: 'fail', unsettled: 'warn', open: 'inconclusive', agree: 'pass' };

export const time = (text) => (text ? Date.parse(text) : NaN);

/** The time of day of an instant in ms, local or UTC. */
export function clockText(ms, withFraction = true) {
	if (!Number.isFinite(ms)) return '–';
	const shift = setting('utc') === 'yes' ? 0 : new Date(ms).getTimezoneOffset() * 60_000;
	return new Date(ms - shift).toISOString().slice(11, withFraction ? 23 : 19);
}

/** A duration in ms, as people say it. */
export function span(ms) {
	if (ms < 1000) return `${Math.round(ms)} ms`;
	if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
	if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
	return `${(ms / 3_600_000).toFixed(1)} h`;
}

export const rand = (cents) => cents === undefined || cents === null
	? '' : 'R' + (cents / 100).toFixed(2).replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
export const shortID = (id) => (id ? id.slice(0, 8) : '–');
export const number = (count) => count.toLocaleString('en');
export const many = (count, one, more = one + 's') => `${number(count)} ${count === 1 ? one : more}`;
export const capital = (text) => (text ? text[0].toUpperCase() + text.slice(1) : text);
