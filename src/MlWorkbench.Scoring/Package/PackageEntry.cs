namespace MlWorkbench.Scoring.Package;

/// <summary>A file in a model package.</summary>
/// <param name="Bytes">Uncompressed size.</param>
/// <param name="Sha256">SHA-256 digest of the content, in lower-case hexadecimal.</param>
public sealed record PackageEntry(string Name, long Bytes, string Sha256);
