namespace MlWorkbench.Application.Storage;

/// <summary>How a check of the database went.</summary>
/// <param name="At">When it began; UTC.</param>
/// <param name="FoundDamage">What it found is in <see cref="StorageDamage"/>.</param>
/// <param name="IsComplete">False: it ran out of its time, and found nothing until then.</param>
public sealed record DatabaseCheckResult(DateTime At, TimeSpan Took, bool FoundDamage, bool IsComplete);
