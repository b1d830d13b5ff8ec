namespace MlWorkbench.Application.Access;

/// <summary>Whether the audit chain is whole.</summary>
/// <param name="Entries">How many entries were read.</param>
/// <param name="FirstBad">Sequence number of the first entry that does not follow from the one before; null: none.</param>
/// <param name="Head">Hash of the last good entry. Noted elsewhere, it shows later that no entries were cut off the end.</param>
public sealed record AuditVerification(long Entries, long? FirstBad, string Head);
