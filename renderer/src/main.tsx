import { App } from './app/App.tsx';
import { draw } from './draw.tsx';
import { loadStores } from './stores/load.ts';
import { subscribeStores } from './stores/subscriptions.ts';

// Before the first render, so that main answers while React draws.
subscribeStores();
void loadStores();

draw(<App />);
