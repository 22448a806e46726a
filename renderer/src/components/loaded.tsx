import { type ComponentType, useEffect, useState } from 'react';

/**
 * A component of a chunk of its own, which is loaded when it is first drawn. React's own `lazy` would do the same, but its
 * Suspense holds what was loaded back for 300 ms, so that every first press of a button looks slow.
 */
export function loaded<Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>) {
  let known: ComponentType<Props> | null = null;
  return function Loaded(props: Props) {
    const [Component, setComponent] = useState(() => known);
    useEffect(() => {
      if (Component) return;
      const show = ({ default: component }: { default: ComponentType<Props> }) => {
        known = component;
        setComponent(() => component);
      };
      const fail = (error: unknown) =>
        setComponent(() => {
          // While drawing, where the error boundary catches it.
          throw error;
        });
      load().then(show, fail);
    }, [Component]);
    return Component && <Component {...props} />;
  };
}
