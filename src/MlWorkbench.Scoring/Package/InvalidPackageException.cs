namespace MlWorkbench.Scoring.Package;

/// <summary>A model package that is damaged, incomplete or not one; the message says what is wrong.</summary>
public sealed class InvalidPackageException(string message, Exception? inner = null) : Exception(message, inner);
