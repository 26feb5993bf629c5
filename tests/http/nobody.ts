// CPR numbers for tests.

// A number that can't be anybody's: its check digit is wrong.
export function nobody(n: number): string {
  const nine = `1702${String(40 + (n % 50))}42${String(n % 10)}`;
  const weights = [4, 3, 2, 7, 6, 5, 4, 3, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(nine[i]), 0);
  return nine + String((11 - (sum % 11) + 1) % 10);
}
