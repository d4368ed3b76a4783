/** What a cluster of EC2 nodes may be called: a DNS zone, a bucket and names of 64 letters are made of it. */
export const isClusterName = (name: string): boolean => /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) && name.length <= 24;

/** In words that follow the name. */
export const notAClusterName = 'is not up to 24 small letters, digits and single hyphens that start with a letter';
