namespace MlWorkbench.Scoring.Package;

/// <summary>A file in a model package.</summary>
/// <param name="Bytes">Size, uncompressed.</param>
/// <param name="Sha256">Digest of its content, lower-case hexadecimal.</param>
public sealed record PackageEntry(string Name, long Bytes, string Sha256);
