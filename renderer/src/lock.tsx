import { draw } from './draw.tsx';
import { LockScreen } from './features/lock/LockScreen.tsx';

// A page of its own: nothing of what the app showed is in it, and main answers it nothing else.
draw(<LockScreen />);
