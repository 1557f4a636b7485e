/**
 * As Terraform prints a plan of a `.tf.json` with these blocks: what refers to another resource is known after apply, data sources
 * are read.
 */
export function planOf(resource: object, data: object = {}) {
  const planned = blocksOf(resource);
  const isOpen = (value: unknown) => JSON.stringify(value).includes('${');
  const only = (body: Record<string, unknown>, open: boolean) =>
    Object.entries(body).filter(([, value]) => isOpen(value) === open);
  return {
    format_version: '1.2',
    resource_changes: planned.map(({ type, name, body }) => ({
      address: `${type}.${name}`,
      mode: 'managed',
      type,
      name,
      change: {
        actions: ['create'],
        before: null,
        after: Object.fromEntries(only(body, false)),
        after_unknown: Object.fromEntries(only(body, true).map(([key]) => [key, true])),
      },
    })),
    configuration: {
      provider_config: { aws: { name: 'aws' } },
      root_module: {
        resources: planned.map(({ type, name, body }) => ({
          address: `${type}.${name}`,
          mode: 'managed',
          type,
          name,
          provider_config_key: 'aws',
          expressions: Object.fromEntries(only(body, true).map(([key, value]) => [key, { constant_value: value }])),
        })),
      },
    },
    prior_state: {
      format_version: '1.0',
      values: {
        root_module: {
          resources: blocksOf(data).map(({ type, name, body }) => ({
            address: `data.${type}.${name}`,
            mode: 'data',
            type,
            name,
            values: body,
          })),
        },
      },
    },
  };
}

function blocksOf(byType: object) {
  return Object.entries(byType).flatMap(([type, named]) =>
    Object.entries(named as object).map(([name, body]) => ({ type, name, body: body as Record<string, unknown> })),
  );
}
