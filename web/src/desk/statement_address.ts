// Where a witness reads what they declare before they approve it: the citizens' page, which leads on to the broker.
//
// The desk tells the broker's address of an approval; the page is at the origin to which the broker leads back.
export function statementAddress(broker: string, approvalId: string | null): string {
  if (approvalId === null) return broker;
  try {
    const { searchParams } = new URL(broker);
    const back = searchParams.get('redirect_uri');
    if (back === null) return broker;
    const language = /^[a-z]{2}$/.exec(searchParams.get('ui_locales') ?? '')?.[0] ?? 'en';
    return new URL(`/${language}/witness/statement/#${encodeURIComponent(approvalId)}`, back).href;
  } catch {
    return broker; // no address, or one that leads back nowhere
  }
}
