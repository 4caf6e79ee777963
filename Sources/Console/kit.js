// What views are made of.

export * from './api.js';
export * from './dom.js';
export * from './feedback.js';
export * from './pieces.js';
export * from './router.js';
export * from './words.js';
