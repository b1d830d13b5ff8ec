namespace MlWorkbench.Application.Access.Audit;

/// <summary>Result of verifying the audit chain, in itself and against the exported heads.</summary>
/// <param name="Entries">Number of valid entries.</param>
/// <param name="FirstBad">Sequence number of the first entry that does not follow from the previous one. Null if there is none.</param>
/// <param name="Head">Hash of the last valid entry. Recorded elsewhere, it later proves that no entries were removed from the end.</param>
/// <param name="ExportedHeads">Number of exported heads that were compared.</param>
/// <param name="LostHead">The first exported head missing from the chain: the last entries were removed, or all were rewritten. Null if whole.</param>
public sealed record AuditVerification(long Entries, long? FirstBad, string Head, int ExportedHeads, ExportedHead? LostHead)
{
    public bool IsWhole => FirstBad is null && LostHead is null;
}
