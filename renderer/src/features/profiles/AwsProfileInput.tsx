import { Autocomplete, type AutocompleteProps } from '@mantine/core';
import { useEffect, useState } from 'react';
import { request } from '../../bridge.ts';

/** Any name may be typed; those in the AWS configuration files are offered. */
export function AwsProfileInput(props: AutocompleteProps) {
  const [names, setNames] = useState<string[]>([]);
  useEffect(() => {
    let current = true;
    void request('profiles:aws-names', undefined).then((result) => {
      if (current && result.ok) setNames(result.value);
    });
    return () => {
      current = false;
    };
  }, []);
  return (
    <Autocomplete
      {...props}
      withAsterisk
      label="AWS profile"
      description="A name from ~/.aws/config or ~/.aws/credentials."
      data={names}
      spellCheck={false}
    />
  );
}
