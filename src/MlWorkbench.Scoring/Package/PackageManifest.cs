namespace MlWorkbench.Scoring.Package;

/// <summary>What a model package says of itself.</summary>
/// <param name="Format">Version of the package format.</param>
/// <param name="Created">When it was written (UTC).</param>
/// <param name="EngineVersion">Version of the program that wrote it.</param>
/// <param name="Entries">Every other file in it.</param>
public sealed record PackageManifest(int Format, DateTimeOffset Created, string EngineVersion, IReadOnlyList<PackageEntry> Entries)
{
    /// <summary>The newest format that this program reads.</summary>
    public const int CurrentFormat = 2;

    /// <summary>The format of packages without preparations: older programs read them too. With preparations they would score columns as they are, so these must not.</summary>
    public const int FormatWithoutPreparations = 1;
}
