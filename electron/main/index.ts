import { connect } from 'node:net';
import { startApp } from './app/start.ts';

startApp({
  mainFolder: import.meta.dirname,
  practice: false,
  dial: (address, port) => connect({ host: address, port }),
  initialProfile: null,
});
