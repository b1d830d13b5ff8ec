namespace MlWorkbench.Application.Storage;

/// <summary>Result of a check of the database.</summary>
/// <param name="At">Start of the check; UTC.</param>
/// <param name="FoundDamage">Whether it found damage. <see cref="StorageDamage"/> has the finding.</param>
/// <param name="IsComplete">False if its time ran out, without a finding until then.</param>
public sealed record DatabaseCheckResult(DateTime At, TimeSpan Took, bool FoundDamage, bool IsComplete);
