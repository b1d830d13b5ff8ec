namespace MlWorkbench.Application.Storage;

/// <summary>Damage in the database file.</summary>
/// <param name="At">When this process found it; UTC.</param>
/// <param name="What">What was found, as a part of a sentence for administrators.</param>
public sealed record DamageFinding(DateTime At, string What);
