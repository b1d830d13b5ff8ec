namespace MlWorkbench.Scoring.Package;

/// <summary>What a model package says of itself.</summary>
/// <param name="Format">Version of the package format.</param>
/// <param name="Created">When it was written (UTC).</param>
/// <param name="EngineVersion">Version of the program that wrote it.</param>
/// <param name="Entries">Every other file in it.</param>
public sealed record PackageManifest(int Format, DateTimeOffset Created, string EngineVersion, IReadOnlyList<PackageEntry> Entries)
{
    /// <summary>The format that this program writes, and the newest that it reads.</summary>
    public const int CurrentFormat = 1;
}
