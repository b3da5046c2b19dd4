/** A resource of a deployment on its way into the state. */
export interface DeployedResource {
  readonly name: string;
  /** Content, base64. */
  readonly resource: string;
  /** MD5 of the content, base64. */
  readonly checksum: string;
  readonly deploymentKey: number;
}
