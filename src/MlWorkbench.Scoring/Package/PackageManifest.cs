namespace MlWorkbench.Scoring.Package;

/// <summary>Contents of a package's manifest.</summary>
/// <param name="Format">Version of the package format.</param>
/// <param name="Created">Time of creation (UTC).</param>
/// <param name="EngineVersion">Version of the program that wrote the package.</param>
/// <param name="Entries">All other files in the package.</param>
public sealed record PackageManifest(int Format, DateTimeOffset Created, string EngineVersion, IReadOnlyList<PackageEntry> Entries)
{
    /// <summary>The newest supported format.</summary>
    public const int CurrentFormat = 2;

    /// <summary>
    /// The format of packages without preparations, which older programs can read. Older programs must refuse packages with preparations, because they would
    /// score unprepared columns.
    /// </summary>
    public const int FormatWithoutPreparations = 1;
}
