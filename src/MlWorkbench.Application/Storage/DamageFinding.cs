namespace MlWorkbench.Application.Storage;

/// <summary>Damage in the database file.</summary>
/// <param name="At">Time of the finding; UTC.</param>
/// <param name="What">The finding, as a part of a sentence for administrators.</param>
public sealed record DamageFinding(DateTime At, string What);
