/** How regions are written: `eu-west-1`, `us-gov-west-1`, `eusc-de-east-1`. New ones come every year. */
export const regionForm = /^[a-z]{2,4}(?:-[a-z]+){1,3}-\d{1,2}$/;

export function isRegion(text: string): boolean {
  return regionForm.test(text);
}
