// CloudWatch drops a metric without a word if a dimension is longer than this, has a character outside printable
// ASCII, or starts with a colon. Group names may do all three.
const maxDimensionLength = 1024;

/** A name as a CloudWatch dimension: percent-encoded where CloudWatch would not take it, else as it is. */
export const dimensionValue = (name: string): string => {
  const encoded = name
    .toWellFormed()
    .replaceAll(/%|[^ -~]+|^[: ]| $/gu, part =>
      [...new TextEncoder().encode(part)].map(byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
    );
  return encoded === '' ? '%' : encoded.slice(0, maxDimensionLength);
};
