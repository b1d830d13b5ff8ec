namespace MlWorkbench.Application.Access.Audit;

/// <summary>Whether the audit chain is whole, in itself and against the heads that were exported.</summary>
/// <param name="Entries">How many entries were read.</param>
/// <param name="FirstBad">Sequence number of the first entry that does not follow from the one before; null: none.</param>
/// <param name="Head">Hash of the last good entry. Noted elsewhere, it shows later that no entries were cut off the end.</param>
/// <param name="ExportedHeads">How many exported heads were compared.</param>
/// <param name="LostHead">The first exported head that the chain does not hold: entries were cut off the end, or all of them were written anew; null: none.</param>
public sealed record AuditVerification(long Entries, long? FirstBad, string Head, int ExportedHeads, ExportedHead? LostHead)
{
    public bool IsWhole => FirstBad is null && LostHead is null;
}
